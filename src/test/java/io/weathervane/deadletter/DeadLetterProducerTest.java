package io.weathervane.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLetterProducerTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void a_dead_letter_is_what_was_read_and_says_why() {
        MockProducer<byte[], byte[]> kafka =
                new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
        RecordHeaders headers = new RecordHeaders();
        headers.add("CamelAnything", new byte[] {1, 2});
        try (DeadLetterProducer producer = new DeadLetterProducer(() -> kafka, "1.2.3", NOW)) {
            producer.send(List.of(letter(headers)));
        }
        ProducerRecord<byte[], byte[]> sent = kafka.history().get(0);
        assertThat(sent.topic()).isEqualTo("tweets.dead");
        assertThat(sent.key()).asString(StandardCharsets.UTF_8).isEqualTo("17");
        assertThat(sent.value()).isEqualTo(new byte[] {0, -1});
        assertThat(sent.headers().lastHeader("CamelAnything").value()).isEqualTo(new byte[] {1, 2});
        assertThat(texts(sent))
                .containsEntry("weathervane.dead.reason", "not-json")
                .containsEntry("weathervane.dead.detail", "broken")
                .containsEntry("weathervane.dead.topic", "tweets")
                .containsEntry("weathervane.dead.partition", "3")
                .containsEntry("weathervane.dead.offset", "42")
                .containsEntry("weathervane.dead.time", "2026-11-21T12:00:00Z")
                .containsEntry("weathervane.dead.attempts", "1")
                .containsEntry("weathervane.dead.version", "1.2.3");
    }

    @Test
    void a_record_that_fails_again_keeps_count() {
        MockProducer<byte[], byte[]> kafka =
                new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
        RecordHeaders headers = new RecordHeaders();
        headers.add("weathervane.dead.attempts", "2".getBytes(StandardCharsets.UTF_8));
        headers.add("weathervane.dead.reason", "refused".getBytes(StandardCharsets.UTF_8));
        try (DeadLetterProducer producer = new DeadLetterProducer(() -> kafka, "1", NOW)) {
            producer.send(List.of(letter(headers)));
        }
        assertThat(texts(kafka.history().get(0)))
                .containsEntry("weathervane.dead.attempts", "3")
                .containsEntry("weathervane.dead.reason", "not-json");
        assertThat(kafka.history().get(0).headers().headers("weathervane.dead.reason"))
                .hasSize(1);
    }

    @Test
    void a_dead_letter_that_is_not_acknowledged_fails_the_call() {
        MockProducer<byte[], byte[]> kafka =
                new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
        kafka.sendException = new KafkaException("the disk is full");
        try (DeadLetterProducer producer = new DeadLetterProducer(() -> kafka, "1", NOW)) {
            assertThatThrownBy(() -> producer.send(List.of(letter(new RecordHeaders()))))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("the disk is full");
        }
    }

    private static DeadLetter letter(RecordHeaders headers) {
        return new DeadLetter(
                "tweets",
                3,
                42,
                "17".getBytes(StandardCharsets.UTF_8),
                new byte[] {0, -1},
                headers,
                DeadLetterReason.NOT_JSON,
                "broken");
    }

    private static Map<String, String> texts(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : record.headers()) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
