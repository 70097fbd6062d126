package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterTopics;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;

/** What a command does with the dead letters, and what it says when Kafka does not answer. */
@FunctionalInterface
interface DeadLetterSession {

    /** How long Kafka may say nothing. */
    Duration PATIENCE = Duration.ofSeconds(10);

    int run(DeadLetterTopics topics, KafkaConnection kafka);

    /** Runs it against the Kafka of the settings; returns its exit code. */
    static int run(Settings settings, DeadLetterSession session) {
        KafkaConnection kafka = KafkaConnection.of(settings, KafkaAddress.of(settings));
        try (DeadLetterTopics topics = new DeadLetterTopics(DeadLetterTopics.connect(kafka, PATIENCE), PATIENCE)) {
            return session.run(topics, kafka);
        } catch (TimeoutException e) {
            throw new ConfigurationException(
                    "Kafka does not answer at " + kafka + ": start it, or set " + Setting.KAFKA_BROKERS.variable()
                            + " to where it is",
                    e);
        } catch (KafkaException e) {
            // the constructor of a client says only in its cause which setting it does not like
            String message = e.getCause() instanceof ConfigException wrong ? wrong.getMessage() : e.getMessage();
            throw new ConfigurationException("Kafka at " + kafka + ": " + message, e);
        }
    }
}
