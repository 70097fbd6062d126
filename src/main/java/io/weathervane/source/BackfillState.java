package io.weathervane.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how far one file has been sent to one topic, over the end of the process. A file that has changed since (its size, or
 * when it was written), a topic that was deleted and made anew, or another way to read the file, begin at the beginning.
 */
public final class BackfillState {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillState.class);

    private final Path file;
    private final CursorFile cursor;
    private final String what;
    private final String version;

    /**
     * @param directory made when it is needed
     * @param topicId tells the topic from one of the same name in another cluster, or at another time
     */
    public BackfillState(Path directory, Path file, String topicId, FileFormat format) throws IOException {
        this.file = file.toRealPath();
        this.what = topicId + " " + format + " " + this.file;
        this.version = version();
        String name =
                UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
        this.cursor = new CursorFile(directory, name);
    }

    /** Where to go on; empty for a file that is to be read from its beginning. */
    public Optional<BackfillPosition> read() {
        return cursor.read(scope()).flatMap(BackfillState::parse);
    }

    /** Returns when it is on the disk. */
    public void write(BackfillPosition position) {
        cursor.write(scope(), new String(Json.bytes(Json.MAPPER.valueToTree(position)), StandardCharsets.UTF_8));
    }

    /** Whether someone has written to the file since this was made. */
    public boolean fileHasChanged() {
        try {
            return !version().equals(version);
        } catch (IOException e) {
            return true;
        }
    }

    private String scope() {
        return what + " " + version;
    }

    private String version() throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    private static Optional<BackfillPosition> parse(String json) {
        try {
            return Optional.of(Json.MAPPER.readValue(json, BackfillPosition.class));
        } catch (IOException e) {
            LOG.warn("A stored position cannot be read, the file is imported from its beginning: {}", Json.problem(e));
            return Optional.empty();
        }
    }
}
