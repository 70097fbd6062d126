package io.weathervane.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A dead letter as it stands in its topic. Every text in it may be a stranger's: escape it before it is shown.
 *
 * @param written when Kafka was given it
 * @param key may be null
 * @param value may be null
 */
public record StoredDeadLetter(
        DeadLetterPosition position, Instant written, byte[] key, byte[] value, Headers headers) {

    static StoredDeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new StoredDeadLetter(
                new DeadLetterPosition(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                record.headers());
    }

    /** The text of a header. */
    public Optional<String> header(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The document id. */
    public Optional<String> id() {
        return Optional.ofNullable(key).map(k -> new String(k, StandardCharsets.UTF_8));
    }

    /** The code of the reason; "unknown" if another program wrote the record. */
    public String reason() {
        return header(DeadLetterHeaders.REASON).orElse("unknown");
    }

    /** How often it has been given up, this time included; 0 if another program wrote the record. */
    public int attempts() {
        return DeadLetter.attempts(headers);
    }

    /** When the record was given up. */
    public Instant time() {
        try {
            return header(DeadLetterHeaders.TIME).map(Instant::parse).orElse(written);
        } catch (DateTimeException e) {
            return written;
        }
    }

    /** The topic that a redrive sends it to. */
    public String originTopic() {
        return header(DeadLetterHeaders.TOPIC).orElseGet(() -> DeadLetter.originOf(position.topic()));
    }

    /** Where it was read from: {@code tweets/3/42}, or a file and its line. */
    public String origin() {
        return header(DeadLetterHeaders.FILE)
                .orElseGet(() -> originTopic()
                        + header(DeadLetterHeaders.PARTITION).map(p -> "/" + p).orElse("")
                        + header(DeadLetterHeaders.OFFSET).map(o -> "/" + o).orElse(""));
    }

    /** The offset in this partition that this record marks as redriven, if it is a marker. */
    OptionalLong redrivenOffset() {
        try {
            return header(DeadLetterHeaders.REDRIVEN)
                    .map(text -> OptionalLong.of(Long.parseLong(text)))
                    .orElseGet(OptionalLong::empty);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    boolean isMarker() {
        return headers.lastHeader(DeadLetterHeaders.REDRIVEN) != null;
    }

    /** The record as it was, for the topic that it comes from; of the dead letter, only the count of attempts is left. */
    ProducerRecord<byte[], byte[]> redriven() {
        RecordHeaders own = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(DeadLetterHeaders.PREFIX)
                    || header.key().equals(DeadLetterHeaders.ATTEMPTS)) {
                own.add(header);
            }
        }
        return new ProducerRecord<>(originTopic(), null, null, key, value, own);
    }

    /** What says, in the same partition, that this dead letter has been redriven, and when. */
    ProducerRecord<byte[], byte[]> marker(Instant now) {
        RecordHeaders redriven = new RecordHeaders();
        redriven.add(DeadLetterHeaders.REDRIVEN, utf8(Long.toString(position.offset())));
        // a key and a value of its own: where someone has made the topic a compacted one, it must replace nothing
        return new ProducerRecord<>(
                position.topic(),
                position.partition(),
                null,
                utf8("redriven-" + position.offset()),
                utf8(now.toString()),
                redriven);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
