package io.weathervane.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLetterRedriveTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T15:00:00Z"), ZoneOffset.UTC);

    private final DeadLetterLog log = new DeadLetterLog("tweets.dead", 1);
    private final MockProducer<byte[], byte[]> kafka = producer();

    @Test
    void record_goes_back_as_it_was_with_its_count_of_attempts() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("CamelAnything", new byte[] {1, 2});
        headers.add("weathervane.fetched-at", utf8("2026-11-21T11:00:00Z"));
        for (String name : List.of("reason", "detail", "partition", "offset", "time", "version", "file")) {
            headers.add("weathervane.dead." + name, utf8("x"));
        }
        headers.add("weathervane.dead.topic", utf8("tweets-of-old"));
        headers.add("weathervane.dead.attempts", utf8("2"));
        log.add(0, utf8("17"), new byte[] {0, -1}, headers);

        assertThat(redrive(kafka)).isEqualTo(1);

        ProducerRecord<byte[], byte[]> sent = kafka.history().get(0);
        assertThat(sent.topic()).isEqualTo("tweets-of-old");
        assertThat(sent.partition()).isNull();
        assertThat(sent.key()).isEqualTo(utf8("17"));
        assertThat(sent.value()).isEqualTo(new byte[] {0, -1});
        assertThat(sent.headers())
                .extracting(Header::key)
                .containsExactly("CamelAnything", "weathervane.fetched-at", "weathervane.dead.attempts");
        assertThat(sent.headers().lastHeader("weathervane.dead.attempts").value())
                .isEqualTo(utf8("2"));
    }

    @Test
    void second_redrive_sends_nothing() {
        add(3);
        redrive(kafka);
        log.append(kafka.history());
        kafka.clear();

        assertThat(redrive(kafka)).isZero();
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void topic_that_does_not_answer_is_tried_once_and_the_others_get_theirs() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("weathervane.dead.topic", utf8("gone"));
        DeadLetterPosition first = log.add(0, utf8("lost"), null, headers);
        add(1);
        DeadLetterPosition second = log.add(0, utf8("lost too"), null, headers);
        MockProducer<byte[], byte[]> refusing = failingAt(0, new TimeoutException("not there"));

        assertThatThrownBy(() -> redrive(refusing))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("1 dead letters were sent through again, 2 were not")
                .hasMessageContaining("gone")
                .hasMessageContaining("tweets.dead/0/0")
                .hasMessageContaining("not there");
        log.append(acknowledged(refusing, 0));
        assertThat(pending()).containsExactlyInAnyOrder(first, second);
        assertThat(refusing.history()).filteredOn(r -> r.topic().equals("gone")).hasSize(1);
    }

    @Test
    void record_that_is_refused_alone_does_not_keep_the_others_of_its_topic_back() {
        add(3);
        MockProducer<byte[], byte[]> refusing = failingAt(0, new RecordTooLargeException("too large"));

        assertThatThrownBy(() -> redrive(refusing)).hasMessageContaining("2 dead letters were sent");
        log.append(acknowledged(refusing, 0));
        assertThat(pending()).containsExactly(new DeadLetterPosition("tweets.dead", 0, 0));
    }

    @Test
    void redrive_that_ends_anywhere_is_completed_by_the_next_one() {
        int letters = 1_700;
        for (int failAt : new int[] {0, 1, 499, 500, 501, 999, 1_000, 1_250, 2_000, 3_399}) {
            DeadLetterLog own = new DeadLetterLog("tweets.dead", 1);
            IntStream.range(0, letters).forEach(i -> own.add(0, "id" + i, "refused", "2026-11-21T12:00:00Z"));
            MockProducer<byte[], byte[]> dying = failingAt(failAt, new TimeoutException("not there"));
            assertThatThrownBy(() -> redrive(own, dying)).isInstanceOf(KafkaException.class);
            List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>(acknowledged(dying, failAt));
            own.append(sent);
            MockProducer<byte[], byte[]> next = producer();
            redrive(own, next);
            sent.addAll(next.history());

            List<String> ids = sent.stream()
                    .filter(record -> record.topic().equals("tweets"))
                    .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(new HashSet<>(ids)).as("interrupted at %s", failAt).hasSize(letters);
            assertThat(ids).as("interrupted at %s", failAt).hasSizeLessThanOrEqualTo(letters + 500);
        }
    }

    @Test
    void progress_counts_up_to_all_of_them() {
        add(1_200);
        List<Integer> progress = new ArrayList<>();
        DeadLetterTopics topics = log.open();
        new DeadLetterRedrive(topics, kafka, NOW).send(positions(topics), progress::add);
        assertThat(progress).startsWith(500, 1_000, 1_200);
    }

    /** All but the record that was refused. */
    private static List<ProducerRecord<byte[], byte[]>> acknowledged(
            MockProducer<byte[], byte[]> producer, int refused) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(producer.history());
        records.remove(refused);
        return records;
    }

    private void add(int count) {
        IntStream.range(0, count).forEach(i -> log.add(0, "id" + i, "refused", "2026-11-21T12:00:00Z"));
    }

    private int redrive(MockProducer<byte[], byte[]> producer) {
        return redrive(log, producer);
    }

    private static int redrive(DeadLetterLog from, MockProducer<byte[], byte[]> producer) {
        DeadLetterTopics topics = from.open();
        return new DeadLetterRedrive(topics, producer, NOW).send(positions(topics), sent -> {});
    }

    private Set<DeadLetterPosition> pending() {
        return new HashSet<>(positions(log.open()));
    }

    private static List<DeadLetterPosition> positions(DeadLetterTopics topics) {
        return topics.find(List.of("tweets"), DeadLetterFilter.PENDING).stream()
                .map(DeadLetterEntry::position)
                .toList();
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static MockProducer<byte[], byte[]> failingAt(int record, RuntimeException failure) {
        return new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer()) {
            private int sent;

            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> next) {
                Future<RecordMetadata> answer = super.send(next);
                if (sent++ == record) {
                    errorNext(failure);
                } else {
                    completeNext();
                }
                return answer;
            }
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
