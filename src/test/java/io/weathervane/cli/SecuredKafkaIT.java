package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.EmbeddedKafka;
import io.weathervane.embedded.SecuredKafka;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.OutcomeCounters.Outcome;
import io.weathervane.index.Topics;
import io.weathervane.source.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a broker that asks for a name and a password: the worker, and the commands beside it. */
class SecuredKafkaIT {

    private static final String PASSWORD = "canaryKafkaPassword";
    private static final String TOPIC = "secured";

    @TempDir
    Path scratch;

    private EmbeddedKafka kafka;
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        kafka = SecuredKafka.start(scratch.resolve("kafka"), PASSWORD);
        Path client = Files.writeString(scratch.resolve("client.properties"), SecuredKafka.client(PASSWORD));
        settings.put(Setting.KAFKA_BROKERS.key(), kafka.brokers());
        settings.put(Setting.KAFKA_CLIENT_CONFIG.key(), client.toString());
        settings.put(Setting.KAFKA_TOPIC_TWEETS.key(), TOPIC);
        settings.put(Setting.DATA_DIR.key(), scratch.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void worker_and_commands_log_in_and_the_password_shows_nowhere() throws Exception {
        Path file = Files.writeString(scratch.resolve("tweets.jsonl"), """
                {"id":"secured-1","text":"The wind turns","created_at":"2026-11-01T10:00:00.000Z"}
                {"id":"secured-2","text":"no date","created_at":"the day before yesterday"}
                """);
        TestWorker.install(TestEngines.elasticsearchUrl());
        try (CapturedLog log = new CapturedLog(Level.TRACE);
                TestWorker worker =
                        TestWorker.start(kafka.brokers(), TestEngines.elasticsearchUrl(), TOPIC, settings)) {
            CommandLineRun imported = CommandLineRun.with(settings, "import", "tweets", file.toString());

            assertThat(imported.exitCode()).as(imported.err()).isZero();
            await().untilAsserted(() -> assertThat(worker.total(Outcome.INDEXED) + worker.total(Outcome.PIPELINE_ERROR))
                    .isEqualTo(2));
            send("not a tweet");
            await().untilAsserted(() ->
                    assertThat(worker.total(Outcome.DEAD_LETTERED)).isEqualTo(1));
            CommandLineRun listed = CommandLineRun.with(settings, "dead-letters", "list");
            assertThat(listed.exitCode()).as(listed.err()).isZero();
            assertThat(listed.out()).contains("no-id");
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(PASSWORD));
        }
    }

    private void send(String value) throws Exception {
        Map<String, Object> config =
                KafkaConnection.of(Settings.load("dev").with(settings)).config();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    @Test
    void wrong_password_is_told_at_once_and_not_repeated() throws Exception {
        Map<String, String> wrong = Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        SecuredKafka.client("wr0ng")
                                .split("sasl.jaas.config=")[1]
                                .strip());

        assertThatThrownBy(() -> new Topics(new KafkaConnection(kafka.brokers(), wrong), 1, 1, 100_000)
                        .ensure(List.of(TOPIC), Duration.ofSeconds(20)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Authentication failed")
                .hasMessageContaining(Setting.KAFKA_CLIENT_CONFIG.variable())
                .hasMessageNotContaining("wr0ng");
    }
}
