package io.weathervane.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where Kafka is and how its clients log in: what every client of it starts its configuration with.
 *
 * @param brokers what a client takes as {@code bootstrap.servers}
 * @param security what Kafka's clients call {@code security.*}, {@code sasl.*} and {@code ssl.*}; passwords among it
 */
public record KafkaConnection(String brokers, Map<String, String> security) {

    public KafkaConnection {
        security = Map.copyOf(security);
    }

    /** The one of the settings. */
    public static KafkaConnection of(Settings settings) {
        return of(settings, settings.text(Setting.KAFKA_BROKERS));
    }

    /**
     * Other brokers, with the security of the settings.
     *
     * @throws ConfigurationException if the file with it cannot be used
     */
    public static KafkaConnection of(Settings settings, String brokers) {
        Optional<String> file = settings.optional(Setting.KAFKA_CLIENT_CONFIG);
        return new KafkaConnection(
                brokers, file.map(Path::of).map(KafkaConnection::read).orElse(Map.of()));
    }

    /** Brokers that ask for nothing. */
    public static KafkaConnection to(String brokers) {
        return new KafkaConnection(brokers, Map.of());
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    file.toAbsolutePath() + " cannot be read (" + e + "): correct "
                            + Setting.KAFKA_CLIENT_CONFIG.variable(),
                    e);
        }
        Map<String, String> security = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            // what decides whether a record can be lost is not for a file beside the routes
            if (!key.matches("(security|sasl|ssl)\\..+")) {
                throw new ConfigurationException(file.toAbsolutePath() + ": only security.*, sasl.* and ssl.* are taken"
                        + " from there, not " + key);
            }
            security.put(key, properties.getProperty(key).strip());
        }
        return security;
    }

    /** A new map to which a client adds what it needs besides. */
    public Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(security);
        config.put("bootstrap.servers", brokers);
        return config;
    }

    /** The brokers alone: the rest has passwords. */
    @Override
    public String toString() {
        return brokers;
    }
}
