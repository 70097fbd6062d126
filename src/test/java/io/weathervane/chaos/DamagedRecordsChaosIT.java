package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.cli.TestWorker;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.OutcomeCounters.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Records that no source should send, one to one with good ones, and a dead-letter topic that takes nothing. */
class DamagedRecordsChaosIT {

    private static final int DAMAGED = 10_000;

    @Test
    void ten_thousand_damaged_records_among_as_many_good_ones() throws Exception {
        String topic = "damaged-records";
        TestWorker.install(TestEngines.elasticsearchUrl());
        Random random = new Random(17);
        try (Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker worker =
                        TestWorker.start(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic, Map.of())) {
            Set<String> hopeless = new HashSet<>();
            for (int i = 0; i < DAMAGED; ) {
                List<Future<RecordMetadata>> answers = new ArrayList<>();
                for (int chunk = 0; chunk < 1_000 && i < DAMAGED; chunk++, i++) {
                    Damage damage = Damage.values()[i % Damage.values().length];
                    if (damage == Damage.HUGE && i % 1_000 > Damage.values().length) {
                        // ten of five megabytes each are enough
                        damage = Damage.RANDOM_BYTES;
                    }
                    String id = topic + "-damaged-" + i;
                    if (damage.isHopeless()) {
                        hopeless.add(id);
                    }
                    answers.add(tweets.send(id, damage.make(id, random)));
                }
                tweets.send(1_000);
                for (Future<RecordMetadata> answer : answers) {
                    answer.get();
                }
            }
            Found found = new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic);
            found.assertExactly(tweets.ids(), Duration.ofMinutes(3));
            await().until(() -> worker.inFlight() == 0);
            assertThat(worker.unaccountedFor()).isZero();
            assertThat(found.deadLetters()).containsAll(hopeless);
            assertThat(found.documents())
                    .as("no good record shares the fate of a bad one")
                    .containsAll(tweets.ids().stream()
                            .filter(id -> !id.contains("-damaged-"))
                            .toList());
        }
    }

    @Test
    void a_dead_letter_topic_that_takes_nothing_makes_the_source_wait() throws Exception {
        String topic = "damaged-full";
        TestWorker.install(TestEngines.elasticsearchUrl());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestEngines.kafkaBrokers()));
                Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker worker =
                        TestWorker.start(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic, Map.of())) {
            limit(admin, topic + ".dead", 10);
            tweets.send(1_000);
            tweets.send(topic + "-broken", "{".getBytes(StandardCharsets.UTF_8)).get();
            tweets.send(1_000);
            await().atMost(Duration.ofSeconds(30)).until(() -> worker.inFlight() > 0);
            await().during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> worker.inFlight() > 0 && worker.total(Outcome.DEAD_LETTERED) == 0);
            limit(admin, topic + ".dead", 10_485_760);
            new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(1));
            await().until(() -> worker.inFlight() == 0);
            assertThat(worker.unaccountedFor()).isZero();
            assertThat(worker.total(Outcome.DEAD_LETTERED)).isEqualTo(1);
        }
    }

    private static void limit(Admin admin, String topic, int bytes) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** What can be wrong with a record. */
    private enum Damage {
        RANDOM_BYTES,
        TRUNCATED,
        WRONG_TYPES,
        DEEP,
        HUGE_NUMBER,
        LONE_SURROGATE,
        NO_TEXT,
        ABSURD_DATE,
        ARRAY,
        HUGE;

        /** Whether it can only end as a dead letter; with the others Elasticsearch decides. */
        boolean isHopeless() {
            return this == TRUNCATED || this == DEEP || this == NO_TEXT || this == ABSURD_DATE || this == ARRAY;
        }

        byte[] make(String id, Random random) {
            String start = "{\"id\":\"" + id + "\",\"created_at\":\"2026-11-11T10:00:00.000Z\",";
            String text = start + "\"text\":\"the wind turns\"";
            return switch (this) {
                case RANDOM_BYTES -> {
                    byte[] bytes = new byte[1 + random.nextInt(300)];
                    random.nextBytes(bytes);
                    yield bytes;
                }
                case TRUNCATED -> (text + ",\"x\":[1,").getBytes(StandardCharsets.UTF_8);
                case WRONG_TYPES ->
                    (text + ",\"author\":[[7]],\"entities\":\"none\",\"public_metrics\":{\"like_count\":{}},"
                                    + "\"lang\":{\"a\":1},\"referenced_tweets\":3,\"note_tweet\":true}")
                            .getBytes(StandardCharsets.UTF_8);
                case DEEP ->
                    (text + ",\"x\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}").getBytes(StandardCharsets.UTF_8);
                case HUGE_NUMBER ->
                    (text + ",\"public_metrics\":{\"like_count\":1e40000,\"reply_count\":" + "9".repeat(900)
                                    + "},\"n\":-1E-99999}")
                            .getBytes(StandardCharsets.UTF_8);
                case LONE_SURROGATE ->
                    (start + "\"text\":\"half a pair \\ud83d and \\udc4d the rest\"}").getBytes(StandardCharsets.UTF_8);
                case NO_TEXT -> (start + "\"text\":null}").getBytes(StandardCharsets.UTF_8);
                case ABSURD_DATE ->
                    ("{\"id\":\"" + id + "\",\"text\":\"a\",\"created_at\":\"9999-01-01T00:00:00.000Z\"}")
                            .getBytes(StandardCharsets.UTF_8);
                case ARRAY -> ("[" + text + "}]").getBytes(StandardCharsets.UTF_8);
                case HUGE ->
                    (start + "\"text\":\"" + "wind ".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            };
        }
    }
}
