package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a cell of CSV, where all is text, is in the JSON of the source: numbers, truth values, lists and ISO dates have their type. */
final class CsvValues {

    private static final Set<String> DATES = Set.of("created_at", "author.created_at", "publishedAt");
    private static final Set<String> TRUTH_VALUES = Set.of("possibly_sensitive", "author.protected", "author.verified");
    private static final Pattern COUNT = Pattern.compile("(.+\\.)?public_metrics\\..+");
    private static final Pattern NESTED = Pattern.compile("(entities|referenced_tweets)(\\..+)?");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");
    /** As databases and pandas write it. */
    private static final Pattern WITH_BLANK = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) +(\\d\\d:\\d\\d\\S*)( ?UTC)?");
    /** As API v1.1 writes it, with an offset or the name of a zone. */
    private static final List<DateTimeFormatter> OLD_TWITTER = List.of(
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US));

    private CsvValues() {}

    /** @param cell not blank */
    static JsonNode value(String field, String cell) {
        String stripped = cell.strip();
        if (DATES.contains(field)) {
            return TextNode.valueOf(date(stripped));
        }
        if (COUNT.matcher(field).matches() && WHOLE_NUMBER.matcher(stripped).matches()) {
            return LongNode.valueOf(Long.parseLong(stripped));
        }
        if (TRUTH_VALUES.contains(field) && stripped.matches("(?i)true|false")) {
            return BooleanNode.valueOf(Boolean.parseBoolean(stripped));
        }
        if (NESTED.matcher(field).matches()) {
            return json(cell);
        }
        return TextNode.valueOf(cell);
    }

    private static String date(String cell) {
        if (Character.isLetter(cell.charAt(0))) {
            for (DateTimeFormatter format : OLD_TWITTER) {
                try {
                    return format.parse(cell, Instant::from).toString();
                } catch (DateTimeException another) {
                    // the next one
                }
            }
        }
        return WITH_BLANK.matcher(cell).replaceFirst("$1T$2");
    }

    private static JsonNode json(String cell) {
        try {
            JsonNode value = Json.MAPPER.readTree(cell);
            return value.isContainerNode() ? value : TextNode.valueOf(cell);
        } catch (IOException e) {
            return TextNode.valueOf(cell);
        }
    }
}
