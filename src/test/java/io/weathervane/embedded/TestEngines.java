package io.weathervane.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The engines that all integration tests of one JVM share: started when the first test asks for them, on free ports,
 * with empty directories below {@code target/}, and stopped when the JVM ends. Because they are shared, a test takes
 * topics, consumer groups and indices of its own. Thread-safe.
 */
public final class TestEngines {

    private static final Path TARGET = Path.of("target");

    private TestEngines() {}

    /** The brokers of the Kafka, as {@code host:port}. */
    public static String kafkaBrokers() {
        return Kafka.INSTANCE.brokers();
    }

    /** The address of the Elasticsearch, without a slash at the end. */
    public static String elasticsearchUrl() {
        return Elasticsearch.INSTANCE.url();
    }

    /** A new empty directory below {@code target/}, which the next {@code mvn clean} removes. */
    public static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(TARGET.resolve("test-engines")), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T extends AutoCloseable> T closedAtExit(T engine) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                engine.close();
                            } catch (Exception e) {
                                e.printStackTrace();
                            }
                        },
                        "stop-test-engine"));
        return engine;
    }

    // each is initialised, that is started, when it is first used

    private static final class Kafka {
        static final EmbeddedKafka INSTANCE = closedAtExit(EmbeddedKafka.start(newDirectory("kafka"), 0));
    }

    private static final class Elasticsearch {
        static final EmbeddedElasticsearch INSTANCE = closedAtExit(EmbeddedElasticsearch.start(
                new ElasticsearchDistribution().home(),
                newDirectory("elasticsearch"),
                0,
                EmbeddedElasticsearch.DEFAULT_HEAP));
    }
}
