package io.weathervane.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.config.KafkaConnection;
import io.weathervane.deadletter.DeadLetter;
import io.weathervane.deadletter.DeadLetterEntry;
import io.weathervane.deadletter.DeadLetterFilter;
import io.weathervane.deadletter.DeadLetterPosition;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.deadletter.DeadLetterRedrive;
import io.weathervane.deadletter.DeadLetterTopics;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersIT {

    private static final int PARTITIONS = 2;
    private static final int MAX_MESSAGE_BYTES = 1_048_576;

    @TempDir
    Path data;

    private final String brokers = TestEngines.kafkaBrokers();
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String tweets = "tweets-" + suffix;
    private final String news = "news-" + suffix;
    private SettingsInForce settings;

    @BeforeEach
    void topics() {
        new Topics(KafkaConnection.to(brokers), PARTITIONS, 1, MAX_MESSAGE_BYTES)
                .ensure(List.of(tweets, news), Duration.ofSeconds(30));
        settings = new SettingsInForce(Map.of(
                "kafka.brokers", brokers,
                "kafka.topic.tweets", tweets,
                "kafka.topic.news", news,
                "data.dir", data.toString()));
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    @Test
    void list_shows_and_counts_what_the_filters_mean() {
        giveUp("2026-11-21T10:00:00Z", letter(tweets, "1", "{}", DeadLetterReason.NO_TEXT, "no text"));
        giveUp("2026-11-21T11:00:00Z", letter(tweets, "2", "oops", DeadLetterReason.NOT_JSON, "evil \u001b[2J"));
        giveUp("2026-11-21T12:00:00Z", letter(news, "3", "{}", DeadLetterReason.REFUSED, "mapping"));

        CommandLineRun all = list();
        assertThat(all.exitCode()).isZero();
        assertThat(all.out())
                .containsSubsequence("no-text", "not-json", "refused", "reason", "records")
                .contains(tweets + "/1/7", "evil \\u001b[2J")
                .doesNotContain("\u001b");
        assertThat(ids("--topic", tweets)).containsExactly("1", "2");
        assertThat(ids("--reason", "no-text,refused")).containsExactly("1", "3");
        assertThat(ids("--since", "2026-11-21T11:00:00Z")).containsExactly("2", "3");
        assertThat(ids("--until", "2026-11-21T11:00:00Z")).containsExactly("1");
        assertThat(ids("--limit", "2")).containsExactly("1", "2");
        assertThat(list("--limit", "2").out()).contains("The oldest 2 of 3 are shown");
        assertThat(list("--until", "2000-01-01").out()).contains("There are no such dead letters");
    }

    @Test
    void show_prints_everything_and_lets_nothing_steer_the_terminal() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("odd", new byte[] {(byte) 0xff, 0});
        giveUp(
                "2026-11-21T10:00:00Z",
                new DeadLetter(
                        tweets,
                        1,
                        7,
                        "1".getBytes(UTF_8),
                        "{\"text\":\"\u009b31m\"}".getBytes(UTF_8),
                        headers,
                        DeadLetterReason.REFUSED,
                        "why"));

        String position = json(list("--json")).get(0).path("dead_letter").asText();
        CommandLineRun shown = CommandLineRun.of("dead-letters", "show", position);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains("dead letter: " + position, "key: 1", "odd: 0xff00")
                .contains("weathervane.dead.reason: refused", "weathervane.dead.offset: 7")
                .contains("  \"text\" : \"\\u009b31m\"");
        CommandLineRun missing = CommandLineRun.of("dead-letters", "show", tweets + "/0/99");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("There is no dead letter " + tweets + ".dead/0/99");
    }

    @Test
    void redrive_sends_to_the_origin_and_a_second_one_sends_nothing() {
        giveUp("2026-11-21T10:00:00Z", letter(tweets, "1", "{}", DeadLetterReason.NO_TEXT, ""));
        giveUp("2026-11-21T10:00:00Z", letter(news, "2", "oops", DeadLetterReason.NOT_JSON, ""));

        CommandLineRun dry = redrive("--dry-run");
        assertThat(dry.out()).contains("2 would be sent");
        assertThat(records(tweets)).isEmpty();

        CommandLineRun sent = redrive("--topic", news);
        assertThat(sent.exitCode()).isZero();
        assertThat(sent.out()).contains("1 sent through again");
        assertThat(records(tweets)).isEmpty();
        assertThat(records(news)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("2".getBytes(UTF_8));
            assertThat(record.value()).isEqualTo("oops".getBytes(UTF_8));
        });
        assertThat(ids()).containsExactly("1");
        assertThat(ids("--all")).containsExactlyInAnyOrder("1", "2");

        assertThat(redrive().out()).contains("1 sent through again");
        assertThat(redrive().out()).contains("nothing to redrive");
        assertThat(records(tweets)).hasSize(1);
        assertThat(records(news)).hasSize(1);
    }

    @Test
    void record_that_fails_again_is_a_new_dead_letter_with_two_attempts() {
        giveUp("2026-11-21T10:00:00Z", letter(tweets, "1", "{}", DeadLetterReason.NO_TEXT, ""));
        redrive();
        ConsumerRecord<byte[], byte[]> again = records(tweets).get(0);
        giveUp(
                "2026-11-21T11:00:00Z",
                new DeadLetter(
                        tweets,
                        again.partition(),
                        again.offset(),
                        again.key(),
                        again.value(),
                        again.headers(),
                        DeadLetterReason.REFUSED,
                        ""));

        assertThat(json(list("--json"))).singleElement().satisfies(row -> {
            assertThat(row.path("attempts").asText()).isEqualTo("2");
            assertThat(row.path("reason").asText()).isEqualTo("refused");
        });
    }

    @Test
    void redrive_that_is_interrupted_is_completed_by_the_next_one() {
        int count = 1_300;
        giveUp(
                "2026-11-21T10:00:00Z",
                IntStream.range(0, count)
                        .mapToObj(i -> letter(tweets, "id" + i, "{}", DeadLetterReason.NO_TEXT, ""))
                        .toArray(DeadLetter[]::new));
        Duration patience = Duration.ofSeconds(10);
        try (DeadLetterTopics topics = new DeadLetterTopics(
                        DeadLetterTopics.connect(KafkaConnection.to(brokers), patience), patience);
                Producer<byte[], byte[]> producer =
                        DeadLetterProducer.connect(KafkaConnection.to(brokers), MAX_MESSAGE_BYTES)) {
            List<DeadLetterPosition> positions = topics.find(List.of(tweets), DeadLetterFilter.PENDING).stream()
                    .map(DeadLetterEntry::position)
                    .toList();
            assertThatThrownBy(
                            () -> new DeadLetterRedrive(topics, producer, Clock.systemUTC()).send(positions, sent -> {
                                throw new CancellationException("Ctrl-C");
                            }))
                    .isInstanceOf(CancellationException.class);
        }
        int first = records(tweets).size();
        assertThat(first).isBetween(1, count - 1);

        assertThat(redrive().exitCode()).isZero();

        List<String> ids = records(tweets).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
        assertThat(new HashSet<>(ids)).hasSize(count);
        assertThat(ids).hasSize(count);
        assertThat(redrive().out()).contains("nothing to redrive");
    }

    @Test
    void topic_that_is_gone_keeps_its_dead_letters_and_not_those_of_the_others() {
        giveUp("2026-11-21T10:00:00Z", letter(tweets, "1", "{}", DeadLetterReason.NO_TEXT, ""));
        RecordHeaders headers = new RecordHeaders();
        try (Producer<byte[], byte[]> producer =
                DeadLetterProducer.connect(KafkaConnection.to(brokers), MAX_MESSAGE_BYTES)) {
            headers.add("weathervane.dead.topic", ("gone-" + suffix).getBytes(UTF_8));
            producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(
                    DeadLetter.topicFor(news), null, null, "2".getBytes(UTF_8), null, headers));
        }
        CommandLineRun redrive = redrive();
        assertThat(redrive.exitCode()).isEqualTo(1);
        assertThat(redrive.err()).contains("gone-" + suffix, "1 were not").hasLineCount(1);
        assertThat(ids()).containsExactly("2");
        assertThat(records(tweets)).hasSize(1);
    }

    @Test
    void kafka_that_does_not_answer_is_one_line() {
        try (SettingsInForce away = new SettingsInForce(Map.of("kafka.brokers", "127.0.0.1:1"))) {
            CommandLineRun run = list();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("Kafka does not answer at 127.0.0.1:1")
                    .hasLineCount(1);
        }
    }

    private static DeadLetter letter(String topic, String id, String value, DeadLetterReason reason, String detail) {
        return new DeadLetter(
                topic, 1, 7, id.getBytes(UTF_8), value.getBytes(UTF_8), new RecordHeaders(), reason, detail);
    }

    private void giveUp(String time, DeadLetter... letters) {
        Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
        try (DeadLetterProducer producer = new DeadLetterProducer(
                () -> DeadLetterProducer.connect(KafkaConnection.to(brokers), MAX_MESSAGE_BYTES), "1.2.3", clock)) {
            producer.send(List.of(letters));
        }
    }

    private static CommandLineRun list(String... options) {
        return CommandLineRun.of(command("list", options));
    }

    private static CommandLineRun redrive(String... options) {
        return CommandLineRun.of(command("redrive", options));
    }

    private static String[] command(String name, String... options) {
        List<String> words = new ArrayList<>(List.of("dead-letters", name));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private static List<String> ids(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.add("--json");
        return json(list(words.toArray(String[]::new))).stream()
                .map(row -> row.path("id").asText())
                .toList();
    }

    private static List<JsonNode> json(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out()
                .lines()
                .map(line -> {
                    try {
                        return new ObjectMapper().readTree(line);
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                DeadLetterTopics.connect(KafkaConnection.to(brokers), Duration.ofSeconds(10))) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
