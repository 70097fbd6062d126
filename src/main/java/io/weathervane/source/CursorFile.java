package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a source has been read, in a file that survives a crash: it is replaced as a whole, and only after the new one
 * is on the disk. The cursor of another API or another query does not count. Thread-safe.
 */
public final class CursorFile {

    private static final Logger LOG = LoggerFactory.getLogger(CursorFile.class);

    private final Path file;
    private final CursorFile before;

    /**
     * @param directory made when it is needed
     * @param name the file's name without its ending
     */
    public CursorFile(Path directory, String name) {
        this(directory, name, null);
    }

    private CursorFile(Path directory, String name, CursorFile before) {
        this.file = directory.resolve(name + ".json");
        this.before = before;
    }

    /**
     * The cursor of one query among several of a source. Until it is written, the one that the source had when it knew a
     * single query counts, if it is that query's.
     */
    static CursorFile ofQuery(Path directory, String source, String scope) {
        String query = Hashes.sha256(scope).substring(0, 12);
        return new CursorFile(directory, source + "-" + query, new CursorFile(directory, source));
    }

    /**
     * @param scope what the cursor is a position in: the API and the query
     * @return empty before the first {@link #write}, for another scope, and for a file that is damaged
     */
    public synchronized Optional<String> read(String scope) {
        try {
            JsonNode stored = Json.parse(Files.readAllBytes(file));
            boolean same = scope.equals(stored.path("scope").asText());
            return same ? Optional.ofNullable(Json.text(stored, "position")) : Optional.empty();
        } catch (NoSuchFileException e) {
            return before == null ? Optional.empty() : before.read(scope);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read and is taken for missing, what it stood for is read again: {}",
                    file,
                    Json.problem(e));
            return Optional.empty();
        }
    }

    /** Returns when the cursor is on the disk. */
    public synchronized void write(String scope, String position) {
        ObjectNode stored = Json.MAPPER.createObjectNode().put("scope", scope).put("position", position);
        try {
            AtomicFile.write(file, Json.bytes(stored));
        } catch (IOException e) {
            throw new UncheckedIOException("The cursor cannot be stored in " + file + ": " + e.getMessage(), e);
        }
    }
}
