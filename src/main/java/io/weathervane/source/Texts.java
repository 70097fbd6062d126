package io.weathervane.source;

import java.util.regex.Pattern;

/** Strangers' words, made fit for a log line. */
final class Texts {

    private static final int LONGEST = 300;

    /** A server, or a proxy before it, that says which credentials it refuses; a key of NewsAPI is 32 hex digits. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)(\\b(?:bearer|basic|apikey)\\s+|\\bx-api-key\\W+)\\S{12,}|\\b[0-9a-f]{32}\\b");

    private Texts() {}

    /** The text on one line, without control characters, cut to a few hundred characters; empty for null. */
    static String oneLine(String text) {
        if (text == null) {
            return "";
        }
        String line = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return CREDENTIALS
                .matcher(line.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .replaceAll("$1…");
    }

    /** The innermost cause in one line. */
    static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = oneLine(cause.getMessage());
        String type = cause.getClass().getSimpleName();
        return message.isEmpty() ? type : type + ": " + message;
    }
}
