package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weathervane.config.ConfigurationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaIT {

    private final Path directory = TestEngines.newDirectory("kafka-it");

    /** A process that is killed: it produces one record and never closes its Kafka. */
    static final class Killed {
        public static void main(String[] arguments) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0);
            createTopic(kafka);
            produce(kafka, "before the kill");
            ChildJvm.say(kafka.brokers());
            Thread.currentThread().join();
        }
    }

    @Test
    void second_start_over_the_same_directory_goes_on_with_its_records_on_other_ports() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.start(directory, 0)) {
            createTopic(first);
            produce(first, "one");
            assertThat(consume(first, 1)).containsExactly("one");
        }
        try (EmbeddedKafka second = EmbeddedKafka.start(directory, 0)) {
            produce(second, "two");
            assertThat(consume(second, 1))
                    .as("the group goes on where it stopped")
                    .containsExactly("two");
        }
    }

    @Test
    void start_after_a_kill_serves_the_records_within_ten_seconds() throws Exception {
        try (ChildJvm child = ChildJvm.run(Killed.class, directory.toString())) {
            child.hear();
            child.kill();
        }
        long start = System.nanoTime();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThat(consume(kafka, 1)).containsExactly("before the kill");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void taken_port_is_replaced_by_a_free_one() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(FreePorts.loopback()));
                EmbeddedKafka kafka = EmbeddedKafka.start(directory, taken.getLocalPort())) {
            assertThat(kafka.portReplaced()).isTrue();
            assertThat(kafka.brokers()).doesNotEndWith(":" + taken.getLocalPort());
            createTopic(kafka);
        }
    }

    @Test
    void record_of_five_megabytes_is_taken() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestEngines.kafkaBrokers()))) {
            admin.createTopics(List.of(new NewTopic("kafka-it-large", 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        try (KafkaProducer<String, String> producer = producer(TestEngines.kafkaBrokers())) {
            assertThat(producer.send(new ProducerRecord<>("kafka-it-large", "k", "x".repeat(5 << 20)))
                            .get(10, TimeUnit.SECONDS)
                            .offset())
                    .isZero();
        }
    }

    @Test
    void directory_in_use_is_said_and_left_alone() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> EmbeddedKafka.start(directory, 0))
                    .withMessage(
                            "%s is used by another Weathervane; stop it or set DATA_DIR", directory.toAbsolutePath());
            createTopic(kafka);
        }
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
            admin.createTopics(List.of(new NewTopic("it", 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static void produce(EmbeddedKafka kafka, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(kafka.brokers())) {
            producer.send(new ProducerRecord<>("it", "key", value)).get(10, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "max.request.size", 10 << 20),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> consume(EmbeddedKafka kafka, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.brokers(), "group.id", "it", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("it"));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }
}
