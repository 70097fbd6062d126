package io.weathervane.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.embedded.FreePorts;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.index.Topics;
import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport;
import io.weathervane.source.StoppedSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private final String brokers = TestEngines.kafkaBrokers();
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String tweets = "tweets-" + suffix;
    private final String news = "news-" + suffix;
    private final String group = "weathervane-" + suffix;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final int port = FreePorts.any();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ReloadReport reloads = new ReloadReport(Clock.systemUTC());
    private SettingsInForce settings;

    @BeforeEach
    void start() throws Exception {
        new Topics(KafkaConnection.to(brokers), 2, 1, 1_048_576).ensure(List.of(tweets, news), Duration.ofSeconds(30));
        settings = new SettingsInForce(Map.of(
                "kafka.brokers", brokers,
                "kafka.topic.tweets", tweets,
                "kafka.topic.news", news,
                "kafka.consumer.group", group,
                "http.port", String.valueOf(port),
                "data.dir", data.toString()));
        camel.disableJMX();
        camel.getRegistry().bind("reloadReport", reloads);
        MainHttpServer server = new MainHttpServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        camel.addService(server);
        camel.addRoutes(new StatusRoute(new StatusSnapshot(
                Settings.load(null),
                new OutcomeCounters(meters),
                new ConsumerLag(KafkaConnection.to(brokers), group))));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        settings.close();
    }

    @Test
    void status_shows_the_counters_and_the_lag_of_the_group_over_all_partitions() throws Exception {
        send(tweets, 0, 5);
        send(tweets, 1, 7);
        commit(tweets, 0, 2);
        read(tweets, 4);
        outcome(tweets, "indexed", 3);
        outcome(tweets, "dead_lettered", 1);

        CommandLineRun run = CommandLineRun.of("status");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Camel 4.17.0", "consumer group " + group);
        assertThat(run.out().lines().filter(line -> line.startsWith("tweets-")))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.split(" +")).containsExactly(tweets, "4", "3", "0", "0", "1", "0", "0", "10"));
        JsonNode topic = new ObjectMapper()
                .readTree(CommandLineRun.of("status", "--json").out())
                .path("topics")
                .path(1);
        assertThat(topic.path("topic").asText()).isEqualTo(news);
        assertThat(topic.path("lag").asLong(-1)).isZero();
        assertThat(topic.path("adds_up").asBoolean()).isTrue();
    }

    @Test
    void status_says_so_when_a_record_is_not_accounted_for() {
        read(tweets, 4);
        outcome(tweets, "indexed", 3);

        CommandLineRun run = CommandLineRun.of("status");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the numbers do not add up: " + tweets + ": 4 read and not released, but 3 accounted for");
    }

    @Test
    void status_says_which_source_needs_a_person_and_what_for() {
        camel.getRegistry().bind("health", StoppedSource.health("newsapi", "Put a valid key into newsapi.api-key"));

        CommandLineRun run = CommandLineRun.of("status");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the source newsapi is down: Put a valid key into newsapi.api-key")
                .hasLineCount(1);
    }

    @Test
    void status_says_what_was_saved_and_is_not_in_effect() throws Exception {
        Path file = Path.of("routes/classify-tweet.camel.yaml");
        reloads.refused(ReloadReport.Kind.ROUTE, file, List.of(new Problem(file, 7, "no such option: x")));

        CommandLineRun run = CommandLineRun.of("status");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly("weathervane: not in effect: routes/classify-tweet.camel.yaml:7: no such option: x");
        JsonNode reload = new ObjectMapper()
                .readTree(CommandLineRun.of("status", "--json").out())
                .path("reload");
        assertThat(reload.at("/problems/0/line").asInt()).isEqualTo(7);
        assertThat(reload.at("/last/kind").asText()).isEqualTo("route");
        assertThat(reload.at("/last/accepted").asBoolean(true)).isFalse();

        reloads.accepted(ReloadReport.Kind.ROUTE, file);
        assertThat(CommandLineRun.of("status").exitCode()).isZero();
    }

    @Test
    void port_that_is_not_the_one_of_the_settings_is_found() {
        RunningApplication.of(Settings.load(null)).announce(data);
        try (SettingsInForce elsewhere = new SettingsInForce(Map.of("http.port", "1"))) {
            assertThat(CommandLineRun.of("status").exitCode()).isZero();
        }
    }

    @Test
    void kafka_that_is_away_is_an_unknown_lag_within_the_patience() {
        try (ConsumerLag lag = new ConsumerLag(KafkaConnection.to("127.0.0.1:1"), group)) {
            long start = System.nanoTime();
            assertThat(lag.of(tweets, Duration.ofMillis(500))).isEqualTo(OptionalLong.empty());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
        try (ConsumerLag lag = new ConsumerLag(KafkaConnection.to("no-such-host.invalid:9092"), group)) {
            assertThat(lag.of(tweets, Duration.ofMillis(500))).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void topic_that_is_not_there_is_an_unknown_lag() {
        try (ConsumerLag lag = new ConsumerLag(KafkaConnection.to(brokers), group)) {
            assertThat(lag.of("none-" + suffix, PATIENCE)).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void something_else_at_the_port_is_named_as_such() throws Exception {
        com.sun.net.httpserver.HttpServer other =
                com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            byte[] answer = "<html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
        try (SettingsInForce elsewhere = new SettingsInForce(
                Map.of("http.port", String.valueOf(other.getAddress().getPort())))) {
            CommandLineRun run = CommandLineRun.of("status");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("is not a Weathervane").hasLineCount(1);
        } finally {
            other.stop(0);
        }
    }

    private void read(String topic, int records) {
        meters.counter("weathervane.records.read", "topic", topic).increment(records);
    }

    private void outcome(String topic, String outcome, int records) {
        meters.counter("weathervane.records.outcome", "topic", topic, "outcome", outcome)
                .increment(records);
    }

    private void send(String topic, int partition, int records) {
        try (Producer<byte[], byte[]> producer = DeadLetterProducer.connect(KafkaConnection.to(brokers), 1_048_576)) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, partition, null, new byte[0]));
            }
        }
    }

    private void commit(String topic, int partition, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
