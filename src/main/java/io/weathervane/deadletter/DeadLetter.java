package io.weathervane.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that is given up: its bytes, key and headers as they were read, and why.
 *
 * @param topic the topic that it was read from
 * @param key may be null
 * @param value may be null
 * @param headers the record's own headers
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        byte[] key,
        byte[] value,
        Headers headers,
        DeadLetterReason reason,
        String detail) {

    private static final int MAX_DETAIL = 1_000;

    private static final String SUFFIX = ".dead";

    /** The topic for what is given up of another topic. */
    public static String topicFor(String topic) {
        return topic + SUFFIX;
    }

    static boolean isTopic(String topic) {
        return topic.endsWith(SUFFIX);
    }

    /** The topic whose dead letters are in that one. */
    static String originOf(String topic) {
        return isTopic(topic) ? topic.substring(0, topic.length() - SUFFIX.length()) : topic;
    }

    /**
     * The headers of a dead letter whose message was turned away before it became a record.
     *
     * @param topic the topic that it was meant for
     * @param file the file's name and the line, or null if it comes from no file
     */
    public static Map<String, String> rejected(
            String topic, DeadLetterReason reason, String detail, String file, Instant now, String version) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DeadLetterHeaders.ATTEMPTS, "1");
        headers.put(DeadLetterHeaders.REASON, reason.code());
        headers.put(DeadLetterHeaders.DETAIL, shortened(detail));
        headers.put(DeadLetterHeaders.TOPIC, topic);
        headers.put(DeadLetterHeaders.TIME, now.toString());
        headers.put(DeadLetterHeaders.VERSION, version);
        if (file != null) {
            headers.put(DeadLetterHeaders.FILE, file);
        }
        return headers;
    }

    ProducerRecord<byte[], byte[]> toRecord(Instant now, String version) {
        RecordHeaders all = new RecordHeaders(headers.toArray());
        put(all, DeadLetterHeaders.ATTEMPTS, String.valueOf(attempts(headers) + 1));
        put(all, DeadLetterHeaders.REASON, reason.code());
        put(all, DeadLetterHeaders.DETAIL, shortened(detail));
        put(all, DeadLetterHeaders.TOPIC, topic);
        put(all, DeadLetterHeaders.PARTITION, String.valueOf(partition));
        put(all, DeadLetterHeaders.OFFSET, String.valueOf(offset));
        put(all, DeadLetterHeaders.TIME, now.toString());
        put(all, DeadLetterHeaders.VERSION, version);
        return new ProducerRecord<>(topicFor(topic), null, null, key, value, all);
    }

    /** How often the record had been given up before; a redrive keeps the count. */
    static int attempts(Headers headers) {
        Header header = headers.lastHeader(DeadLetterHeaders.ATTEMPTS);
        try {
            return header == null ? 0 : Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        String plain = text == null ? "" : text;
        return plain.length() <= MAX_DETAIL ? plain : plain.substring(0, MAX_DETAIL) + "…";
    }
}
