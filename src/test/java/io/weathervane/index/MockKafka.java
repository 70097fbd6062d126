package io.weathervane.index;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One topic and one group in memory, behind camel-kafka's client factory: what is committed outlives a consumer, so that
 * a consumer that connects again reads on from there as it would with a broker.
 */
final class MockKafka extends DefaultKafkaClientFactory {

    private final String topic;
    private final Map<TopicPartition, List<byte[][]>> log = new TreeMap<>((a, b) -> a.partition() - b.partition());
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final List<MockConsumer<Object, Object>> consumers = new CopyOnWriteArrayList<>();
    private volatile int failingCommits;

    MockKafka(String topic, int partitions) {
        this.topic = topic;
        for (int p = 0; p < partitions; p++) {
            log.put(new TopicPartition(topic, p), new ArrayList<>());
        }
    }

    /** Records must be there before the route starts. */
    void add(int partition, String key, String value) {
        log.get(new TopicPartition(topic, partition))
                .add(new byte[][] {key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)});
    }

    void failNextCommits(int count) {
        failingCommits = count;
    }

    Map<Integer, Long> committed() {
        Map<Integer, Long> offsets = new TreeMap<>();
        committed.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        return offsets;
    }

    int size() {
        return log.values().stream().mapToInt(List::size).sum();
    }

    int consumersMade() {
        return consumers.size();
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties properties) {
        MockConsumer<Object, Object> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
            @Override
            public synchronized ConsumerRecords<Object, Object> poll(Duration timeout) {
                // a broker would make the caller wait; without this the loop would burn a core
                LockSupport.parkNanos(1_000_000);
                return super.poll(timeout);
            }

            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                if (failingCommits > 0) {
                    failingCommits--;
                    throw new KafkaException("the group has moved on");
                }
                offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
                super.commitSync(offsets);
            }
        };
        consumer.setMaxPollRecords(Integer.parseInt(String.valueOf(properties.get("max.poll.records"))));
        consumer.schedulePollTask(() -> assign(consumer, log.keySet()));
        consumers.add(consumer);
        return consumer;
    }

    private void assign(MockConsumer<Object, Object> consumer, Collection<TopicPartition> partitions) {
        consumer.rebalance(partitions);
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        partitions.forEach(partition -> beginnings.put(partition, 0L));
        consumer.updateBeginningOffsets(beginnings);
        for (TopicPartition partition : partitions) {
            long from = committed.getOrDefault(partition, 0L);
            consumer.seek(partition, from);
            List<byte[][]> records = log.get(partition);
            for (int offset = (int) from; offset < records.size(); offset++) {
                byte[][] record = records.get(offset);
                consumer.addRecord(new ConsumerRecord<>(topic, partition.partition(), offset, record[0], record[1]));
            }
        }
    }
}
