package io.weathervane.cli;

import io.weathervane.config.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records of a topic a consumer group has not committed yet. Asks Kafka with a client of its own, which nothing
 * else waits for. Thread-safe.
 */
final class ConsumerLag implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;

    private final KafkaConnection kafka;
    private final String group;
    private Admin admin;

    ConsumerLag(KafkaConnection kafka, String group) {
        this.kafka = kafka;
        this.group = group;
    }

    /**
     * The lag of the group over all partitions of the topic; empty when Kafka does not say in time.
     *
     * @param patience how long to wait in all
     */
    OptionalLong of(String topic, Duration patience) {
        Deadline deadline = new Deadline(System.nanoTime() + patience.toNanos());
        try {
            Admin kafka = connected();
            Set<TopicPartition> partitions =
                    deadline.await(kafka.describeTopics(Set.of(topic)).allTopicNames()).get(topic).partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .collect(Collectors.toSet());
            // the commits first: what comes in between is counted as lag, never as less than nothing
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(
                    deadline.await(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
            committed.values().removeIf(java.util.Objects::isNull);
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    deadline.await(kafka.listOffsets(all(partitions.stream(), OffsetSpec.latest()))
                            .all());
            // a group that has committed nothing there starts with what there is
            Map<TopicPartition, ListOffsetsResultInfo> beginnings = deadline.await(kafka.listOffsets(
                            all(partitions.stream().filter(p -> !committed.containsKey(p)), OffsetSpec.earliest()))
                    .all());
            long lag = 0;
            for (TopicPartition partition : partitions) {
                long next = committed.containsKey(partition)
                        ? committed.get(partition).offset()
                        : beginnings.get(partition).offset();
                lag += Math.max(0, ends.get(partition).offset() - next);
            }
            return OptionalLong.of(lag);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("The lag of {} is not known", topic, e);
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    private static Map<TopicPartition, OffsetSpec> all(Stream<TopicPartition> partitions, OffsetSpec spec) {
        return partitions.collect(Collectors.toMap(partition -> partition, partition -> spec));
    }

    private synchronized Admin connected() {
        if (admin == null) {
            Map<String, Object> config = kafka.config();
            config.put(AdminClientConfig.CLIENT_ID_CONFIG, "weathervane-lag");
            config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
            config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
            admin = Admin.create(config);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    /** What is left of the patience. */
    private record Deadline(long nanoTime) {
        <T> T await(KafkaFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
            return answer.get(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }
}
