package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.cli.TestWorker;
import io.weathervane.embedded.EmbeddedKafka;
import io.weathervane.embedded.FreePorts;
import io.weathervane.embedded.TestEngines;
import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker says of its health while what it needs goes and comes, and while a save is refused. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration NOTICED = Duration.ofSeconds(20);
    /** However busy the machine of the test is. */
    private static final Duration ANSWERED = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private FaultProxy elasticsearch;
    private Path kafkaDirectory;
    private EmbeddedKafka kafka;
    private TestWorker worker;
    private String address;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        kafkaDirectory = directory;
        kafka = EmbeddedKafka.start(kafkaDirectory, FreePorts.any());
        elasticsearch = new FaultProxy(TestEngines.elasticsearchUrl());
        TestWorker.install(TestEngines.elasticsearchUrl());
        int port = FreePorts.any();
        address = "http://127.0.0.1:" + port + "/observe/";
        worker = TestWorker.start(
                kafka.brokers(),
                elasticsearch.url(),
                "health-" + UUID.randomUUID(),
                Map.of("camel.server.enabled", "true", "http.port", String.valueOf(port)));
    }

    @AfterAll
    void stop() throws IOException {
        worker.close();
        elasticsearch.close();
        kafka.close();
    }

    @Test
    void worker_without_elasticsearch_is_not_ready_and_is_again_when_it_is_back() throws Exception {
        await().atMost(NOTICED).until(() -> get("health/ready").statusCode() == 200);

        elasticsearch.away(true);
        await().atMost(NOTICED).until(() -> get("health/ready").statusCode() == 503);

        JsonNode check = check("health/ready", "elasticsearch");
        assertThat(check.path("status").asText()).isEqualTo("DOWN");
        assertThat(check.path("message").asText())
                .contains("does not answer at")
                .contains("ELASTICSEARCH_URL");
        assertThat(check("health/ready", "kafka").path("status").asText()).isEqualTo("UP");
        assertThat(get("health/live").statusCode()).as("no restart helps").isEqualTo(200);
        assertThat(get("health").statusCode()).isEqualTo(503);
        await().atMost(NOTICED).until(() -> metric("weathervane_health_up{check=\"elasticsearch\"}") == 0);
        assertThat(metric("weathervane_ready")).isZero();

        elasticsearch.away(false);
        await().atMost(NOTICED).until(() -> get("health/ready").statusCode() == 200);
        assertThat(get("health").statusCode()).isEqualTo(200);
        await().atMost(NOTICED).until(() -> metric("weathervane_ready") == 1);
    }

    @Test
    void worker_without_kafka_is_not_ready_and_is_again_when_it_is_back() throws Exception {
        await().atMost(NOTICED).until(() -> get("health/ready").statusCode() == 200);

        int port = URI.create("kafka://" + kafka.brokers()).getPort();
        kafka.close();
        await().atMost(NOTICED)
                .until(() ->
                        check("health/ready", "kafka").path("status").asText().equals("DOWN"));

        assertThat(get("health/ready").statusCode()).isEqualTo(503);
        assertThat(check("health/ready", "kafka").path("message").asText())
                .contains("Kafka does not answer at")
                .contains("KAFKA_BROKERS");
        assertThat(check("health/ready", "elasticsearch").path("status").asText())
                .isEqualTo("UP");
        assertThat(get("health/live").statusCode()).as("no restart helps").isEqualTo(200);

        kafka = EmbeddedKafka.start(kafkaDirectory, port);
        await().until(() -> get("health/ready").statusCode() == 200);
    }

    @Test
    void save_that_is_refused_is_said_and_takes_no_worker_out_of_rotation() throws Exception {
        Path file = Path.of("routes/classify-tweet.camel.yaml");
        double before = metric("weathervane_reloads_total{kind=\"route\",result=\"refused\"}");
        worker.reloads().refused(Kind.ROUTE, file, List.of(new Problem(file, 7, "no such option: x")));

        JsonNode check = check("health/ready", "reload");
        assertThat(check.path("status").asText()).isEqualTo("UP");
        // Camel escapes a message twice
        assertThat(check.path("message").asText().replace("\\/", "/"))
                .isEqualTo("Not in effect: routes/classify-tweet.camel.yaml:7: no such option: x");
        assertThat(metric("weathervane_reload_problems")).isEqualTo(1);
        assertThat(metric("weathervane_reloads_total{kind=\"route\",result=\"refused\"}"))
                .isEqualTo(before + 1);

        worker.reloads().accepted(Kind.ROUTE, file);
        assertThat(check("health", "reload").has("message")).isFalse();
    }

    @Test
    void each_model_is_named_with_its_version() throws Exception {
        JsonNode check = check("health?data=true", "model:sentiment");
        assertThat(check.path("status").asText()).isEqualTo("UP");
        assertThat(check.at("/data/version").asText()).matches("[0-9a-f]{12}");
    }

    private JsonNode check(String path, String name) throws Exception {
        return StreamSupport.stream(
                        JSON.readTree(get(path).body()).path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private double metric(String sample) throws Exception {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
                .findFirst()
                .orElseThrow();
    }

    /** Fails when the answer takes too long. */
    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(ANSWERED)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
