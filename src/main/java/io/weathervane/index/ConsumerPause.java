package io.weathervane.index;

import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits on the consumer's own thread without leaving its group: all partitions are paused and the consumer goes on
 * polling, which sends heart-beats and keeps within {@code max.poll.interval.ms} however long the wait is. Must be used
 * on the thread that polled the batch, like the consumer itself.
 */
final class ConsumerPause {

    private static final Duration SLICE = Duration.ofMillis(250);

    private final Consumer<?, ?> consumer;
    private final BooleanSupplier stopping;

    ConsumerPause(Consumer<?, ?> consumer, BooleanSupplier stopping) {
        this.consumer = consumer;
        this.stopping = stopping;
    }

    /**
     * Waits.
     *
     * @throws StoppingException when the route or the application is being stopped meanwhile
     */
    void await(Duration time) throws StoppingException {
        long end = System.nanoTime() + time.toNanos();
        consumer.pause(consumer.assignment());
        try {
            for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
                if (stopping.getAsBoolean()) {
                    throw new StoppingException();
                }
                keepForLater(consumer.poll(Duration.ofNanos(Math.min(left, SLICE.toNanos()))));
            }
        } finally {
            consumer.resume(consumer.assignment());
        }
    }

    /** A rebalance meanwhile may have brought partitions that are not paused: their records are left for later. */
    private void keepForLater(ConsumerRecords<?, ?> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<?, ?> first = records.records(partition).get(0);
            consumer.seek(partition, first.offset());
        }
        Collection<TopicPartition> assigned = consumer.assignment();
        if (!consumer.paused().containsAll(assigned)) {
            consumer.pause(assigned);
        }
    }

    /** The wait was given up because the route stops: the batch stays uncommitted. */
    static final class StoppingException extends Exception {

        private static final long serialVersionUID = 1L;

        StoppingException() {
            super("stopped while Elasticsearch or Kafka was away; the batch stays uncommitted and is read again");
        }
    }
}
