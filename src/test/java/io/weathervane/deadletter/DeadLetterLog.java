package io.weathervane.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A dead-letter topic in memory that can be read as often as one likes. */
final class DeadLetterLog {

    private final String topic;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records =
            new TreeMap<>((a, b) -> a.partition() - b.partition());
    boolean silent;

    DeadLetterLog(String topic, int partitions) {
        this.topic = topic;
        for (int p = 0; p < partitions; p++) {
            records.put(new TopicPartition(topic, p), new ArrayList<>());
        }
    }

    /** Adds a dead letter of that reason and time; returns where it stands. */
    DeadLetterPosition add(int partition, String key, String reason, String time) {
        Headers headers = new RecordHeaders();
        headers.add("weathervane.dead.reason", reason.getBytes(StandardCharsets.UTF_8));
        headers.add("weathervane.dead.time", time.getBytes(StandardCharsets.UTF_8));
        return add(partition, key.getBytes(StandardCharsets.UTF_8), new byte[] {0, -1}, headers);
    }

    DeadLetterPosition add(int partition, byte[] key, byte[] value, Headers headers) {
        List<ConsumerRecord<byte[], byte[]>> log = records.get(new TopicPartition(topic, partition));
        log.add(new ConsumerRecord<>(
                topic,
                partition,
                log.size(),
                Instant.parse("2026-11-21T12:00:00Z").toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty()));
        return new DeadLetterPosition(topic, partition, log.size() - 1L);
    }

    /** Appends the markers among what a producer was given. */
    void append(List<ProducerRecord<byte[], byte[]>> sent) {
        sent.stream()
                .filter(record -> record.topic().equals(topic))
                .forEach(record -> add(record.partition(), record.key(), record.value(), record.headers()));
    }

    DeadLetterTopics open() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                if (!silent) {
                    for (TopicPartition partition : assignment()) {
                        records.get(partition).stream()
                                .filter(record -> record.offset() >= position(partition))
                                .forEach(this::addRecord);
                    }
                }
                return super.poll(timeout);
            }
        };
        List<PartitionInfo> partitions = new ArrayList<>();
        records.forEach((partition, log) -> {
            partitions.add(new PartitionInfo(topic, partition.partition(), null, null, null));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, (long) log.size()));
        });
        consumer.updatePartitions(topic, partitions);
        return new DeadLetterTopics(consumer, Duration.ofMillis(50));
    }
}
