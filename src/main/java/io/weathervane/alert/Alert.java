package io.weathervane.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Something that somebody wants to know.
 *
 * @param rule the route that found it
 * @param cause what it is about: of one rule and cause there is one alert in a quiet period
 * @param newest the time of the newest message that was considered
 * @param content what is sent, without what all alerts have
 */
record Alert(String rule, String cause, Instant time, Instant newest, Duration quietPeriod, ObjectNode content) {

    /** The same for all alerts of a rule and a cause. */
    String causeId() {
        return sha256(rule + "\n" + cause);
    }

    /** The same whenever this alert is sent again. */
    String id() {
        return sha256(rule + "\n" + cause + "\n" + time).substring(0, 24);
    }

    /** What goes to Kafka and to the receiver. */
    ObjectNode toJson() {
        ObjectNode json = content.objectNode();
        json.put("id", id());
        json.put("rule", rule);
        json.put("cause", cause);
        json.put("time", time.toString());
        json.setAll(content);
        return json;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
