package io.weathervane.source;

import io.weathervane.config.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Connects to Kafka for an import: what counts as sent is the same as for the routes, but larger batches make it fast. */
public final class BackfillProducer {

    private static final long LONGEST_REQUEST = 15_000;
    private static final int LINGER = 20;

    /**
     * Less than any topic takes: a batch that is refused for its size is split, but never below this, so that one of several
     * messages would be tried until the time is over.
     */
    private static final int BATCH_BYTES = 128 * 1024;

    private BackfillProducer() {}

    /**
     * @param maxMessageBytes the largest record
     * @param timeout how long to try to get a record acknowledged, from 1 s
     */
    public static Producer<byte[], byte[]> connect(KafkaConnection kafka, int maxMessageBytes, Duration timeout) {
        int patience = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
        Map<String, Object> config = kafka.config();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "weathervane-import");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxMessageBytes);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER);
        // more than what waits for its acknowledgement, so that only Kafka's absence makes it wait
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * Math.max(Backfill.WINDOW_BYTES, maxMessageBytes));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(LONGEST_REQUEST, patience - LINGER));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
