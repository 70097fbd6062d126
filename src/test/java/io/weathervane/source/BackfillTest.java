package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path file;
    private Path rejectPath;
    private final Kafka kafka = new Kafka();
    /** The import stops when so many have been sent. */
    private int stopAfter = Integer.MAX_VALUE;

    @BeforeEach
    void file_of_two_answers_and_two_lines() throws IOException {
        file = Files.writeString(
                folder.resolve("tweets.jsonl"),
                "{\"data\":[{\"text\":\"no id\"},{\"id\":\"1\"},{\"id\":\"2\"}]}\n"
                        + "oops\n"
                        + "{\"data\":[{\"id\":\"3\"},{\"id\":\"4\"}]}\n"
                        + "{\"id\":\"5\"}\n");
        rejectPath = folder.resolve("rejects.jsonl");
    }

    @Test
    void messages_become_the_records_of_the_inbox_route_and_bad_lines_are_written() throws IOException {
        BackfillPosition end = run();

        assertThat(end).isEqualTo(new BackfillPosition(4, 5, 2, rejectPath.toString(), Files.size(rejectPath), true));
        assertThat(kafka.keys()).containsExactly("1", "2", "3", "4", "5");
        ProducerRecord<byte[], byte[]> record = kafka.history().get(0);
        assertThat(record.topic()).isEqualTo("topic");
        assertThat(record.value()).asString(UTF_8).isEqualTo("{\"id\":\"1\"}");
        assertThat(record.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .satisfiesExactlyInAnyOrder(
                        header -> assertThat(header).isEqualTo("weathervane.fetched-at=2026-11-21T12:00:00Z"),
                        header -> assertThat(header).isEqualTo("weathervane.route=import"),
                        header -> assertThat(header).matches("weathervane.trace-id=[0-9a-f]{32}"));
        assertThat(rejects()).extracting(reject -> reject.path("line").asInt()).containsExactly(1, 2);
        assertThat(rejects().get(1).path("file").asText()).isEqualTo(file.toString());
        assertThat(rejects().get(1).path("reason").asText()).isEqualTo("not-json");
        assertThat(rejects().get(1).path("detail").asText()).isNotEmpty();
        assertThat(rejects().get(1).path("content").asText()).isEqualTo("oops");
    }

    @Test
    void stopped_import_goes_on_with_the_first_piece_that_was_not_answered_for_as_a_whole() throws IOException {
        stopAfter = 3;
        BackfillPosition stopped = run();
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.pieces()).isEqualTo(2);
        assertThat(state().read()).contains(stopped);

        stopAfter = Integer.MAX_VALUE;
        BackfillPosition end = run();

        assertThat(end.finished()).isTrue();
        assertThat(kafka.keys()).containsExactly("1", "2", "3", "3", "4", "5");
        assertThat(end.imported()).isEqualTo(5);
        assertThat(rejects()).extracting(reject -> reject.path("line").asInt()).containsExactly(1, 2);
    }

    @Test
    void bad_lines_of_a_piece_that_is_read_again_are_written_once() throws IOException {
        stopAfter = 1;
        assertThat(run().pieces()).isZero();
        stopAfter = Integer.MAX_VALUE;
        run();

        assertThat(rejects()).extracting(reject -> reject.path("line").asInt()).containsExactly(1, 2);
    }

    @Test
    void message_that_kafka_does_not_acknowledge_ends_the_import_before_it_and_is_sent_the_next_time()
            throws IOException {
        kafka.failure = key -> key.equals("3") ? new TimeoutException("nobody there") : null;

        assertThatThrownBy(this::run).isInstanceOf(KafkaException.class).hasMessageContaining("nobody there");
        assertThat(state().read()).hasValueSatisfying(position -> {
            assertThat(position.pieces()).isEqualTo(2);
            assertThat(position.imported()).isEqualTo(2);
        });

        kafka.failure = key -> null;
        kafka.clear();
        assertThat(run().finished()).isTrue();
        assertThat(kafka.keys()).containsExactly("3", "4", "5");
    }

    @Test
    void message_that_is_too_large_for_the_topic_is_rejected_and_the_rest_is_imported() throws IOException {
        kafka.failure = key -> key.equals("4") ? new RecordTooLargeException("as large as a house") : null;

        BackfillPosition end = run();

        assertThat(end.imported()).isEqualTo(4);
        assertThat(rejects().get(2).path("line").asInt()).isEqualTo(3);
        assertThat(rejects().get(2).path("reason").asText()).isEqualTo("too-large");
        assertThat(rejects().get(2).path("content").asText()).isEqualTo("{\"id\":\"4\"}");
    }

    @Test
    void where_no_line_is_bad_there_is_no_reject_file_and_an_old_one_goes() throws IOException {
        Files.writeString(file, "{\"id\":\"1\"}\n");
        Files.writeString(rejectPath, "of an earlier import\n");

        run();

        assertThat(rejectPath).doesNotExist();
    }

    @Test
    void position_counts_for_the_same_file_topic_and_format_alone() throws IOException {
        BackfillPosition end = run();
        FileFormat csv = FileFormat.of(Path.of("x.csv"));

        assertThat(state().read()).contains(end);
        assertThat(new BackfillState(folder, file, "another topic", FileFormat.of(file)).read())
                .isEmpty();
        assertThat(new BackfillState(folder, file, "topic id", csv).read()).isEmpty();
        BackfillState before = state();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(before.fileHasChanged()).isTrue();
        assertThat(state().read()).isEmpty();
    }

    private BackfillState state() throws IOException {
        return new BackfillState(folder.resolve("states"), file, "topic id", FileFormat.of(file));
    }

    /** Goes on where the last one ended. */
    private BackfillPosition run() throws IOException {
        BackfillState state = state();
        BackfillPosition from = state.read().orElse(BackfillPosition.start());
        Backfill backfill = new Backfill(
                kafka, "topic", MessageKind.TWEET, 1_000_000, () -> kafka.sent >= stopAfter, new Nobody(), NOON);
        try (RejectFile rejects = new RejectFile(rejectPath, from.rejectBytes())) {
            return backfill.run(file, FileFormat.of(file), from, state, rejects);
        }
    }

    private List<JsonNode> rejects() throws IOException {
        List<JsonNode> rejects = new ArrayList<>();
        for (String line : Files.readAllLines(rejectPath)) {
            rejects.add(Json.parse(line.getBytes(UTF_8)));
        }
        return rejects;
    }

    /** Answers at once. */
    private static final class Kafka extends MockProducer<byte[], byte[]> {

        private int sent;
        private java.util.function.Function<String, RuntimeException> failure = key -> null;

        Kafka() {
            super(true, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            sent++;
            RuntimeException refusal = failure.apply(new String(record.key(), UTF_8));
            return refusal == null ? super.send(record) : CompletableFuture.failedFuture(refusal);
        }

        List<String> keys() {
            return history().stream()
                    .map(record -> new String(record.key(), UTF_8))
                    .toList();
        }
    }

    private static final class Nobody implements Backfill.Listener {
        @Override
        public void at(long bytesRead, long imported) {}

        @Override
        public void rejected(BadLine bad) {}

        @Override
        public void waiting(Duration silence) {}
    }
}
