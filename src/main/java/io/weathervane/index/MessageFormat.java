package io.weathervane.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a source's message has its text and its date: what must be known of it before Elasticsearch sees it. */
public enum MessageFormat {
    TWEET("tweets", "created_at", List.of("text")),
    ARTICLE("news", "publishedAt", List.of("title", "description", "content"));

    private final String dataset;
    private final String dateField;
    private final List<String> textFields;

    MessageFormat(String dataset, String dateField, List<String> textFields) {
        this.dataset = dataset;
        this.dateField = dateField;
        this.textFields = textFields;
    }

    /** The name of the ingest pipeline, and what the names of its indices begin with, whatever the topic is called. */
    public String dataset() {
        return dataset;
    }

    /** Where the pipelines put what they could not handle: the only trace of it in the answer to a bulk request. */
    public String failureIndex() {
        return dataset + "-failed";
    }

    /** Whether one of the text fields holds a text, if an empty one. */
    boolean hasText(Map<String, Object> message) {
        return textFields.stream().map(message::get).anyMatch(MessageFormat::isText);
    }

    /** In words, for a dead letter. */
    String textFields() {
        return String.join(", ", textFields);
    }

    Optional<String> date(Map<String, Object> message) {
        return message.get(dateField) instanceof String date ? Optional.of(date) : Optional.empty();
    }

    private static boolean isText(Object value) {
        // an empty text is one too (a tweet that is a picture), and its label is unknown;
        // a number in place of a text is odd, but can be read; an object or a list cannot
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
