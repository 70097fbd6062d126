package io.weathervane.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.camel.util.TimeUtils;

/** What values a setting takes, in words for the person who wrote another one. */
record SettingType(String expectation, Predicate<String> accepts, boolean secret) {

    static final SettingType TEXT = new SettingType("a text", v -> true, false);
    static final SettingType REQUIRED_TEXT = new SettingType("a value", v -> !v.isBlank(), false);
    static final SettingType SECRET = new SettingType("a secret", v -> true, true);
    static final SettingType SWITCH =
            new SettingType("true or false", v -> "true".equals(v) || "false".equals(v), false);
    static final SettingType SWITCH_OR_LOCAL =
            new SettingType("local, true or false", v -> v.matches("local|true|false"), false);
    static final SettingType PORT = wholeNumber(1, 65_535);
    static final SettingType TOPIC = new SettingType(
            "a Kafka topic name (letters, digits, '.', '_', '-')", v -> v.matches("[A-Za-z0-9._-]{1,200}"), false);
    static final SettingType URL =
            new SettingType("an address such as http://127.0.0.1:9200", SettingType::isHttpAddress, false);
    static final SettingType OPTIONAL_URL =
            new SettingType(URL.expectation(), v -> v.isBlank() || isHttpAddress(v), false);
    static final SettingType DURATION =
            new SettingType("a time such as 500ms, 30s, 5m or 1h", SettingType::isDuration, false);
    static final SettingType MEMORY =
            new SettingType("an amount of memory such as 512m or 1g", v -> v.matches("[1-9][0-9]{0,5}[kKmMgG]"), false);
    static final SettingType DIRECTORY = new SettingType(
            "a folder that exists (the current one is " + Path.of("").toAbsolutePath() + ")",
            v -> !v.isBlank() && Files.isDirectory(Path.of(v)),
            false);

    static SettingType wholeNumber(int min, int max) {
        return new SettingType("a whole number from " + min + " to " + max, v -> isWholeNumber(v, min, max), false);
    }

    private static boolean isWholeNumber(String value, int min, int max) {
        try {
            int number = Integer.parseInt(value.trim());
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDuration(String value) {
        try {
            return TimeUtils.toMilliSeconds(value.trim()) > 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean isHttpAddress(String value) {
        try {
            URI uri = URI.create(value.trim());
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
