package io.weathervane.embedded;

import java.nio.file.Path;
import java.util.Map;

/** A broker that asks its clients for a name and a password. */
public final class SecuredKafka {

    private SecuredKafka() {}

    /** Starts one with the user {@code weathervane}. */
    public static EmbeddedKafka start(Path directory, String password) {
        return EmbeddedKafka.start(
                directory,
                0,
                Map.of(
                        "listener.security.protocol.map",
                        "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name",
                        "PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        login("broker", "of-the-broker") + " user_broker=\"of-the-broker\" user_weathervane=\""
                                + password + "\";"));
    }

    /** What a client needs, as a properties file has it. */
    public static String client(String password) {
        return "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                + login("weathervane", password) + ";\n";
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\"";
    }
}
