package io.weathervane.deadletter;

import io.weathervane.config.KafkaConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters. It uses Kafka's own producer and not camel-kafka's, whose header filter would drop some of the
 * record's headers: a dead letter must be what was read, byte for byte. Thread-safe; the connection is made with the
 * first dead letter.
 */
public final class DeadLetterProducer implements AutoCloseable {

    private final Supplier<Producer<byte[], byte[]>> connect;
    private final String version;
    private final Clock clock;
    private Producer<byte[], byte[]> producer;

    public DeadLetterProducer(Supplier<Producer<byte[], byte[]>> connect, String version, Clock clock) {
        this.connect = connect;
        this.version = version;
        this.clock = clock;
    }

    /** A producer that counts a record as sent when every in-sync replica has it. */
    public static Producer<byte[], byte[]> connect(KafkaConnection kafka, int maxMessageBytes) {
        Map<String, Object> config = kafka.config();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // room for the headers that a dead letter adds to a record of the largest size
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxMessageBytes + 65_536);
        // short enough that the caller can keep its own consumer alive between two tries
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "weathervane-dead-letters");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes all of them and waits until Kafka has acknowledged each.
     *
     * @throws KafkaException when one of them was not acknowledged; some of the others may have been
     */
    public void send(Collection<DeadLetter> letters) {
        List<Future<RecordMetadata>> answers = new ArrayList<>(letters.size());
        Producer<byte[], byte[]> connected = connected();
        for (DeadLetter letter : letters) {
            answers.add(connected.send(letter.toRecord(clock.instant(), version)));
        }
        connected.flush();
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new KafkaException(
                        "A dead letter was not acknowledged: " + e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
    }

    private synchronized Producer<byte[], byte[]> connected() {
        if (producer == null) {
            producer = connect.get();
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(2));
        }
    }
}
