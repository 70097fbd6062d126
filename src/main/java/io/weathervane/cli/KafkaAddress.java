package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Finds the Kafka that a command is about when it is not the command that starts it. */
final class KafkaAddress {

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private KafkaAddress() {}

    /**
     * The brokers of the settings; in the dev profile, if they name none, those of the Weathervane that runs here.
     *
     * @throws ConfigurationException when there is none
     */
    static String of(Settings settings) {
        if (settings.isSet(Setting.KAFKA_BROKERS)) {
            return settings.text(Setting.KAFKA_BROKERS);
        }
        if (!"dev".equals(settings.profile())) {
            throw new ConfigurationException("The profile " + settings.profile()
                    + " starts no Kafka: say where yours is with " + Setting.KAFKA_BROKERS.variable()
                    + " in the environment");
        }
        String usual = "127.0.0.1:" + settings.text(Setting.KAFKA_PORT);
        return RunningApplication.in(settings.path(Setting.DATA_DIR))
                .map(RunningApplication::kafka)
                .filter(brokers -> !brokers.isBlank())
                .orElseGet(() -> {
                    if (!isListening(settings.integer(Setting.KAFKA_PORT))) {
                        throw new ConfigurationException("No Kafka runs at " + usual
                                + ": start Weathervane, or say where yours is with "
                                + Setting.KAFKA_BROKERS.variable() + " in the environment");
                    }
                    return usual;
                });
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
