package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumerPauseTest {

    private static final TopicPartition FIRST = new TopicPartition("tweets", 0);
    private static final TopicPartition SECOND = new TopicPartition("tweets", 1);

    private int polls;
    private final MockConsumer<String, String> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
        @Override
        public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
            polls++;
            return super.poll(timeout);
        }
    };

    @Test
    void the_consumer_goes_on_polling_and_reads_nothing() throws Exception {
        assign(FIRST);
        consumer.addRecord(record(FIRST, 0));
        new ConsumerPause(consumer, () -> false).await(Duration.ofMillis(20));
        assertThat(polls).isPositive();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(1);
    }

    @Test
    void records_of_a_partition_that_a_rebalance_brings_are_left_for_later() throws Exception {
        assign(FIRST);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(FIRST, SECOND));
            consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
            consumer.seekToBeginning(List.of(FIRST, SECOND));
            consumer.addRecord(record(SECOND, 0));
        });
        new ConsumerPause(consumer, () -> false).await(Duration.ofMillis(20));
        // the mock forgets a record once it is polled; a broker would hand it out again from this position
        assertThat(consumer.position(SECOND)).isZero();
    }

    @Test
    void a_stop_ends_the_wait() {
        assign(FIRST);
        assertThatThrownBy(() -> new ConsumerPause(consumer, () -> true).await(Duration.ofDays(1)))
                .isInstanceOf(ConsumerPause.StoppingException.class);
    }

    private void assign(TopicPartition partition) {
        consumer.subscribe(List.of("tweets"));
        consumer.rebalance(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.seekToBeginning(List.of(partition));
    }

    private static ConsumerRecord<String, String> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "key", "value");
    }
}
