package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.embedded.TestEngines;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start in prod says of servers and files that cannot be used. */
class StartIT {

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void elasticsearch_that_does_not_answer_is_given_up_after_the_time_that_was_set() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort();
        }

        CommandLineRun run = start(Map.of("elasticsearch.url", nobody, "startup.timeout", "3s"));

        assertFailure(run, "Elasticsearch does not answer at " + nobody, "ELASTICSEARCH_URL");
    }

    @Test
    @Timeout(60)
    void pipeline_that_elasticsearch_refuses_is_named_with_the_reason() throws IOException {
        Path file = folder.resolve("refused.json");
        Files.writeString(file, "{\"processors\":[{\"no_such_processor\":{\"tag\":\"t\"}}]}");

        CommandLineRun run =
                start(Map.of("elasticsearch.url", TestEngines.elasticsearchUrl(), "pipelines.dir", folder.toString()));

        assertFailure(run, file.toString(), "no_such_processor");
    }

    @Test
    @Timeout(60)
    void model_that_is_missing_is_named() throws IOException {
        CommandLineRun run = start(Map.of(
                "elasticsearch.url", TestEngines.elasticsearchUrl(),
                "models.dir", Files.createDirectory(folder.resolve("empty")).toString()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("weathervane: ").contains("model.bin does not exist"));
    }

    @Test
    @Timeout(60)
    void folder_without_routes_does_not_start_a_worker_that_does_nothing() throws IOException {
        Path routes = Files.createDirectory(folder.resolve("routes"));

        CommandLineRun run =
                start(Map.of("elasticsearch.url", TestEngines.elasticsearchUrl(), "routes.dir", routes.toString()));

        assertFailure(run, "there is no route in", routes.toString(), "ROUTES_DIR");
    }

    @Test
    @Timeout(60)
    void route_that_is_no_yaml_is_named() throws IOException {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route:\n    id: broken\n    from: [\n");

        CommandLineRun run =
                start(Map.of("elasticsearch.url", TestEngines.elasticsearchUrl(), "routes.dir", routes.toString()));

        assertFailure(run, "broken.camel.yaml");
    }

    @Test
    @Timeout(60)
    void every_mistake_in_the_routes_is_said_with_file_line_and_reason() throws IOException {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(routes.resolve("a.camel.yaml"), """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - to:
                            uri: log:a
                            parameters:
                              noSuchOption: 1
                """);
        Files.writeString(routes.resolve("b.camel.yaml"), "- route:\n    id: b\n    from: [\n");

        CommandLineRun run =
                start(Map.of("elasticsearch.url", TestEngines.elasticsearchUrl(), "routes.dir", routes.toString()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("weathervane: " + routes.resolve("a.camel.yaml") + ":\\d+: .*noSuchOption.*"))
                .anySatisfy(line ->
                        assertThat(line).matches("weathervane: " + routes.resolve("b.camel.yaml") + ":\\d+: .*"));
    }

    private CommandLineRun start(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "kafka.brokers", TestEngines.kafkaBrokers(),
                "kafka.topic.tweets", "start-tweets",
                "kafka.topic.news", "start-news",
                "kafka.consumer.group", "start",
                "http.port", String.valueOf(freePort()),
                "data.dir", folder.resolve("data").toString(),
                "inbox.dir", folder.resolve("inbox").toString()));
        all.putAll(settings);
        return CommandLineRun.with(all, "--profile", "prod");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertFailure(CommandLineRun run, String... parts) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("weathervane: ")
                .contains(parts)
                .hasSizeLessThan(600);
    }
}
