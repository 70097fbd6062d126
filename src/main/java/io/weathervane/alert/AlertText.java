package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;

/** Texts that stand in alerts. */
final class AlertText {

    private static final int LONGEST = 300;

    private AlertText() {}

    /** One line that neither a console nor the head of an e-mail takes for anything but text. */
    static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
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
