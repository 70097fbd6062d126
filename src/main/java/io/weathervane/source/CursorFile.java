package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /**
     * @param directory made when it is needed
     * @param name the file's name without its ending
     */
    public CursorFile(Path directory, String name) {
        this.file = directory.resolve(name + ".json");
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
            return Optional.empty();
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
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(stored));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The cursor cannot be stored in " + file + ": " + e.getMessage(), e);
        }
    }
}
