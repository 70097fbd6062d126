package io.weathervane.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One Kafka and one Elasticsearch for all tests of this JVM, started when the first test asks for them and closed with
 * the JVM. Tests share them: each uses topics and indices of its own. Thread-safe.
 */
public final class TestEngines {

    private static final Path ROOT = Path.of("target", "test-engines");
    private static final int MAX_MESSAGE_BYTES = 10 * 1_048_576 + 65_536;

    private static EmbeddedKafka kafka;
    private static EmbeddedElasticsearch elasticsearch;
    private static Path directory;

    private TestEngines() {}

    /** {@code host:port} of a broker. */
    public static synchronized String kafkaBrokers() {
        if (kafka == null) {
            kafka = EmbeddedKafka.start(directory().resolve("kafka"), FreePorts.any(), MAX_MESSAGE_BYTES);
        }
        return kafka.brokers();
    }

    /** The address of a server, fetched into the user's cache if it is not there yet. */
    public static synchronized String elasticsearchUrl() {
        if (elasticsearch == null) {
            elasticsearch = EmbeddedElasticsearch.start(
                    EmbeddedElasticsearch.fetch(System.out),
                    directory().resolve("elasticsearch"),
                    FreePorts.any(),
                    "512m");
        }
        return elasticsearch.url();
    }

    private static Path directory() {
        if (directory == null) {
            try {
                deleteWhatKilledTestsLeft();
                directory = Files.createDirectories(
                        ROOT.resolve(String.valueOf(ProcessHandle.current().pid())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(TestEngines::close, "close-test-engines"));
        }
        return directory;
    }

    private static synchronized void close() {
        if (elasticsearch != null) {
            elasticsearch.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        delete(directory);
    }

    private static void deleteWhatKilledTestsLeft() throws IOException {
        if (Files.isDirectory(ROOT)) {
            try (Stream<Path> left = Files.list(ROOT)) {
                left.filter(path -> isOver(path.getFileName().toString())).forEach(TestEngines::delete);
            }
        }
    }

    private static boolean isOver(String pid) {
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
