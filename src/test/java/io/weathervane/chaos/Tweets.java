package io.weathervane.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends tweets with ids of their own to a topic, and remembers which ones Kafka has acknowledged. */
final class Tweets implements AutoCloseable {

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private int next;

    Tweets(String brokers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "max.request.size",
                        10_485_760,
                        "buffer.memory",
                        134_217_728L,
                        "linger.ms",
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends so many, as fast as it goes. */
    void send(int count) throws Exception {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(sendOne());
        }
        for (Future<RecordMetadata> answer : answers) {
            answer.get();
        }
    }

    /** Sends at a steady rate for a time. */
    void send(int perSecond, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        sendWhile(() -> System.nanoTime() < end, perSecond);
    }

    private void sendWhile(BooleanSupplier going, int perSecond) throws Exception {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        while (going.getAsBoolean()) {
            for (int i = 0; i < perSecond / 20; i++) {
                answers.add(sendOne());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        for (Future<RecordMetadata> answer : answers) {
            answer.get();
        }
    }

    /** Sends at a steady rate in the background, until the load is ended: for what takes as long as the machine needs. */
    Load load(int perSecond) {
        return new Load(perSecond);
    }

    /** Something that sends until it is ended. */
    final class Load {

        private final AtomicBoolean going = new AtomicBoolean(true);
        private final CompletableFuture<Void> sending;

        private Load(int perSecond) {
            this.sending = CompletableFuture.runAsync(() -> {
                try {
                    sendWhile(going::get, perSecond);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        /** Returns when Kafka has answered for all that was sent. */
        void end() {
            going.set(false);
            sending.join();
        }
    }

    private Future<RecordMetadata> sendOne() {
        String id = topic + "-" + next++;
        return send(id, """
                {"id":"%s","text":"Tweet %s is about the wind, which turns","created_at":"2026-11-%02dT10:00:00.000Z"}""".formatted(id, id, 1 + next % 20).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes of the test's own. */
    Future<RecordMetadata> send(String id, byte[] value) {
        sent.add(id);
        return producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value));
    }

    /** The ids of all that were sent. */
    Set<String> ids() {
        return new HashSet<>(sent);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
