package io.weathervane.index;

import io.weathervane.config.TraceId;
import io.weathervane.deadletter.DeadLetter;
import io.weathervane.deadletter.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record as it was read from Kafka.
 *
 * @param key may be null
 * @param value may be null
 */
record KafkaRecord(TopicPartition partition, long offset, byte[] key, byte[] value, Headers headers) {

    static KafkaRecord of(Message message) {
        return new KafkaRecord(
                new TopicPartition(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class)),
                message.getHeader(KafkaConstants.OFFSET, Long.class),
                bytes(message.getHeader(KafkaConstants.KEY)),
                bytes(message.getBody()),
                message.getHeader(KafkaConstants.HEADERS, RecordHeaders::new, Headers.class));
    }

    String topic() {
        return partition.topic();
    }

    Optional<String> header(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The id that it has carried since it was fetched; another program's record may have none, or anything under its name. */
    Optional<String> traceId() {
        Header header = headers.lastHeader(TraceId.HEADER);
        return header == null ? Optional.empty() : TraceId.of(header.value());
    }

    DeadLetter givenUp(DeadLetterReason reason, String detail) {
        return new DeadLetter(topic(), partition.partition(), offset, key, value, headers, reason, detail);
    }

    private static byte[] bytes(Object value) {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
    }
}
