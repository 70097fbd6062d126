package io.weathervane.deadletter;

import io.weathervane.config.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the dead letters that stand in Kafka at the moment of the call, without a consumer group: nothing is committed,
 * and any number of people may look at the same time. Which of them have been redriven is said by markers in the same
 * partitions, see {@link DeadLetterHeaders#REDRIVEN}. Not thread-safe.
 */
public final class DeadLetterTopics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /** @param patience how long Kafka may say nothing before it is given up */
    public DeadLetterTopics(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /** A consumer without a group that never makes a topic. */
    public static Consumer<byte[], byte[]> connect(KafkaConnection kafka, Duration patience) {
        Map<String, Object> config = kafka.config();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "weathervane-dead-letters");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The dead letters that the filter means, the oldest first. The list alone is held in memory, not what they contain.
     *
     * @param topics the topics whose dead letters are looked through; one without any is no error
     * @throws TimeoutException when Kafka does not answer
     */
    public List<DeadLetterEntry> find(Collection<String> topics, DeadLetterFilter filter) {
        Map<DeadLetterPosition, DeadLetterEntry> found = new HashMap<>();
        Set<DeadLetterPosition> redriven = new HashSet<>();
        Map<String, String> reasons = new HashMap<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(
                partitionsOf(topics.stream().map(DeadLetter::topicFor).collect(Collectors.toSet())));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet());
        scan(beginnings, ends, letter -> {
            if (letter.isMarker()) {
                letter.redrivenOffset()
                        .ifPresent(offset -> redriven.add(new DeadLetterPosition(
                                letter.position().topic(), letter.position().partition(), offset)));
            } else if (filter.matches(letter)) {
                // there are few reasons and maybe a million letters
                String reason = reasons.computeIfAbsent(letter.reason(), Function.identity());
                found.put(letter.position(), new DeadLetterEntry(letter.position(), letter.time(), reason, false));
            }
        });
        return found.values().stream()
                .map(e -> new DeadLetterEntry(e.position(), e.time(), e.reason(), redriven.contains(e.position())))
                .filter(e -> filter.redriven() || !e.redriven())
                .sorted(DeadLetterEntry.OLDEST_FIRST)
                .toList();
    }

    /**
     * Hands out the dead letters at these positions, partition by partition; one that Kafka has deleted is left out.
     *
     * @throws TimeoutException when Kafka does not answer
     */
    public void read(Collection<DeadLetterPosition> positions, java.util.function.Consumer<StoredDeadLetter> reader) {
        Map<TopicPartition, TreeSet<Long>> wanted = positions.stream()
                .collect(Collectors.groupingBy(
                        DeadLetterPosition::topicPartition,
                        () -> new TreeMap<>(java.util.Comparator.comparing(TopicPartition::toString)),
                        Collectors.mapping(DeadLetterPosition::offset, Collectors.toCollection(TreeSet::new))));
        Set<TopicPartition> existing = new HashSet<>(
                partitionsOf(wanted.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet())));
        wanted.forEach((partition, offsets) -> {
            if (existing.contains(partition)) {
                long end = Math.min(
                        offsets.last() + 1,
                        consumer.endOffsets(Set.of(partition)).get(partition));
                scan(Map.of(partition, offsets.first()), Map.of(partition, end), letter -> {
                    if (offsets.contains(letter.position().offset()) && !letter.isMarker()) {
                        reader.accept(letter);
                    }
                });
            }
        });
    }

    private List<TopicPartition> partitionsOf(Collection<String> deadLetterTopics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : deadLetterTopics) {
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        return partitions;
    }

    private void scan(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            java.util.function.Consumer<StoredDeadLetter> reader) {
        Set<TopicPartition> unread = to.keySet().stream()
                .filter(partition -> from.get(partition) < to.get(partition))
                .collect(Collectors.toSet());
        consumer.assign(unread);
        unread.forEach(partition -> consumer.seek(partition, from.get(partition)));
        long lastWord = System.nanoTime();
        while (!unread.isEmpty()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
                    reader.accept(StoredDeadLetter.of(record));
                }
            }
            // not by the last record's offset: what compaction or a transaction leaves there is no record
            if (unread.removeIf(partition -> consumer.position(partition) >= to.get(partition))) {
                consumer.assign(unread);
            }
            if (!records.isEmpty()) {
                lastWord = System.nanoTime();
            } else if (System.nanoTime() - lastWord > patience.toNanos()) {
                throw new TimeoutException("no answer for " + patience.toSeconds() + " s");
            }
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(2));
    }
}
