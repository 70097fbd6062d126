package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Texts that stand in alerts. */
final class AlertText {

    private static final int LONGEST_LINE = 300;

    /** Characters of a message at most: an alert must fit into a record of Kafka. */
    private static final int LONGEST = 5_000;

    private AlertText() {}

    /** One line that neither a console nor the head of an e-mail takes for anything but text. */
    static String line(String text) {
        return cut(text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip(), LONGEST_LINE);
    }

    /** As it was written, but not longer than a person reads. */
    static String shortened(String text) {
        return cut(text, LONGEST);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }

    /** The address of a message, if it is one: a stranger wrote it, and a chat takes some texts for commands. */
    static Optional<String> address(String url) {
        try {
            return url.isEmpty() ? Optional.empty() : Optional.of(new URI(url).toASCIIString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static boolean contains(JsonNode texts, String text) {
        if (texts.isTextual()) {
            return texts.asText().equals(text);
        }
        for (JsonNode each : texts) {
            if (each.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }
}
