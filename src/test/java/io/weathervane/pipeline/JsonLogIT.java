package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.embedded.TestEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the process says with {@code LOG_FORMAT=json}, from its start to its end. */
@Timeout(120)
class JsonLogIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void every_line_is_an_event_in_json_and_what_was_fetched_has_the_id_of_its_poll() throws Exception {
        Path said = folder.resolve("said.log");
        Process process = start(said, TestEngines.elasticsearchUrl());
        try {
            await().atMost(START_PATIENCE).until(() -> Files.readString(said).contains("Ctrl-C stops it"));
            Files.writeString(folder.resolve("inbox/tweets/one.jsonl"), "{\"id\":\"1\",\"text\":\"rain\"}\nno json\n");
            await().atMost(START_PATIENCE).until(() -> Files.readString(said).contains("bad ones are dead letters"));
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        List<JsonNode> events = events(said);
        assertThat(events)
                .anySatisfy(event -> assertThat(event.path("message").asText()).isEqualTo("Weathervane has stopped."))
                .anySatisfy(event -> {
                    assertThat(event.path("message").asText()).contains("bad ones are dead letters");
                    assertThat(event.path("trace.id").asText()).matches("[0-9a-f]{32}");
                    assertThat(event.path("log.level").asText()).isEqualTo("WARN");
                });
    }

    @Test
    void a_start_that_fails_is_one_event_with_the_stack_trace_in_it() throws Exception {
        Path said = folder.resolve("said.log");
        Process process = start(said, "http://127.0.0.1:1");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(1);
        List<JsonNode> events = events(said);
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("log.level").asText()).isEqualTo("ERROR");
            assertThat(event.path("message").asText()).contains("ELASTICSEARCH_URL");
            assertThat(event.path("error.stack_trace").asText()).contains("\n\tat io.weathervane");
        });
    }

    private Process start(Path said, String elasticsearch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        Path.of("target/weathervane.jar").toAbsolutePath().toString(),
                        "run",
                        "--profile",
                        "prod")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("LOG_FORMAT", "json");
        environment.put("LOG_LEVEL", "debug");
        environment.put("KAFKA_BROKERS", TestEngines.kafkaBrokers());
        environment.put("KAFKA_TOPIC_TWEETS", "json-log-tweets");
        environment.put("KAFKA_TOPIC_NEWS", "json-log-news");
        environment.put("KAFKA_CONSUMER_GROUP", "json-log");
        environment.put("ELASTICSEARCH_URL", elasticsearch);
        environment.put("STARTUP_TIMEOUT", "5s");
        environment.put("HTTP_PORT", String.valueOf(ApplicationProcess.freePort()));
        environment.put("DATA_DIR", folder.resolve("data").toString());
        environment.put("INBOX_DIR", folder.resolve("inbox").toString());
        return builder.start();
    }

    /** Fails on a line that is no event. */
    private static List<JsonNode> events(Path said) throws IOException {
        List<JsonNode> events =
                Files.readAllLines(said).stream().map(JsonLogIT::parsed).toList();
        assertThat(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path("@timestamp").asText()).isNotEmpty();
            assertThat(event.path("message").asText()).isNotEmpty();
        });
        return events;
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
