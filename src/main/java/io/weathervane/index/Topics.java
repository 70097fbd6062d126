package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.KafkaConnection;
import io.weathervane.deadletter.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing; a topic that exists is left as it is. */
public final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long KNOWN_INTERVAL_MILLIS = 50;

    /** Room for the headers that a dead letter adds to a message of the largest size. */
    private static final int DEAD_LETTER_HEADERS = 65_536;

    private final KafkaConnection kafka;
    private final int partitions;
    private final short replication;
    private final int maxMessageBytes;

    public Topics(KafkaConnection kafka, int partitions, int replication, int maxMessageBytes) {
        this.kafka = kafka;
        this.partitions = partitions;
        this.replication = (short) replication;
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * Creates those of the topics, and of their dead-letter topics, that are missing.
     *
     * @param patience how long to wait for Kafka
     * @throws ConfigurationException when Kafka does not answer in that time, or refuses
     */
    public void ensure(Collection<String> topics, Duration patience) {
        ask(patience, admin -> {
            Set<String> existing = admin.listTopics().names().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (String topic : topics) {
                add(missing, existing, topic, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes(maxMessageBytes)));
                // a dead letter stays until somebody has dealt with it
                add(
                        missing,
                        existing,
                        DeadLetter.topicFor(topic),
                        Map.of(
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                bytes(maxMessageBytes + DEAD_LETTER_HEADERS),
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1"));
            }
            create(admin, missing, patience);
            return null;
        });
    }

    /**
     * What tells this topic from every other, also from one of the same name in another cluster or at another time.
     *
     * @throws ConfigurationException when Kafka does not answer in that time, or refuses
     */
    public String id(String topic, Duration patience) {
        return ask(patience, admin -> admin.describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                .topicId()
                .toString());
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T ask(Duration patience, Question<T> question) {
        Map<String, Object> config = kafka.config();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(5_000, patience.toMillis()));
        try (Admin admin = Admin.create(config)) {
            return question.ask(admin);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                    ? unreachable(e.getCause())
                    : refused(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        }
    }

    private void add(List<NewTopic> missing, Set<String> existing, String topic, Map<String, String> config) {
        if (!existing.contains(topic)) {
            missing.add(new NewTopic(topic, partitions, replication).configs(config));
        }
    }

    private static String bytes(int count) {
        return String.valueOf(count);
    }

    private static void create(Admin admin, List<NewTopic> missing, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (NewTopic topic : missing) {
            try {
                admin.createTopics(List.of(topic)).all().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                LOG.info("Created the topic {} with {} partitions", topic.name(), topic.numPartitions());
            } catch (ExecutionException e) {
                // another worker that starts at the same moment
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitKnown(admin, missing.stream().map(NewTopic::name).toList(), patience);
    }

    /** Kafka answers that a topic is made before the brokers have heard of it. */
    private static void awaitKnown(Admin admin, List<String> topics, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                admin.describeTopics(topics).allTopicNames().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                if (System.nanoTime() > end) {
                    throw new TimeoutException("The brokers do not know " + topics);
                }
                Thread.sleep(KNOWN_INTERVAL_MILLIS);
            }
        }
    }

    private ConfigurationException unreachable(Throwable cause) {
        return new ConfigurationException(
                "Kafka does not answer at " + kafka
                        + ": start it, or set KAFKA_BROKERS to where it is; if it wants TLS or a"
                        + " login, set KAFKA_CLIENT_CONFIG",
                cause);
    }

    private ConfigurationException refused(Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return new ConfigurationException(
                    "Kafka at " + kafka + " does not let Weathervane in: " + cause.getMessage()
                            + ". Correct the file that KAFKA_CLIENT_CONFIG names",
                    cause);
        }
        return new ConfigurationException(
                "Kafka at " + kafka + " does not let the topics be made: " + cause.getMessage()
                        + " (see kafka.topic.* and kafka.brokers in application.properties)",
                cause);
    }
}
