package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A document as the contract has a message. Where an ingest pipeline broke off, a field may hold anything: what is not of
 * the type that is expected is left out.
 */
final class MessageJson {

    /** What is read of a document. */
    static final List<String> SOURCE = List.of(
            Fields.TIME,
            Fields.TEXT,
            "event.id",
            "event.kind",
            Fields.DATASET,
            "event.url",
            "news.title",
            "news.description",
            "news.outlet.name",
            "user.name",
            "user.full_name",
            "language",
            "tweet.hashtags",
            "tags",
            "error.message",
            "classification.*.label",
            "classification.*.score",
            "classification.*.model");

    /** Characters of a text at most: a page of a hundred must not become a hundred books. */
    static final int LONGEST_TEXT = 5_000;

    private static final String NEWS = "news";
    private static final String NEWS_SENTIMENT = "news-sentiment";
    private static final String SENTIMENT = "sentiment";

    private MessageJson() {}

    /** @param hit a hit of Elasticsearch, sorted by time first */
    static Map<String, Object> of(JsonNode hit) {
        JsonNode document = hit.path("_source");
        boolean news = hit.path("_index").asText().startsWith(NEWS);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", hit.path("_id").asText());
        message.put("dataset", news ? NEWS : "tweets");
        message.put("time", Instant.ofEpochMilli(hit.path("sort").path(0).asLong()));
        Optional<String> title = news ? text(document.at("/news/title")) : Optional.empty();
        message.put("text", title.or(() -> text(document.path(Fields.TEXT))).orElse(""));
        put(message, "description", text(document.at("/news/description")));
        put(message, "author", text(document.at("/user/name")));
        put(message, "author_name", text(document.at("/user/full_name")));
        put(message, "outlet", text(document.at("/news/outlet/name")));
        put(message, "language", text(document.path("language")));
        List<String> hashtags = texts(document.at("/tweet/hashtags")).toList();
        put(message, "hashtags", hashtags.isEmpty() ? Optional.empty() : Optional.of(hashtags));
        put(message, "url", text(document.at("/event/url")).filter(MessageJson::isWebAddress));
        message.put("sample", texts(document.path("tags")).anyMatch("sample"::equals));
        put(message, "error", text(document.at("/error/message")));
        message.put("classification", classification(document.path("classification")));
        return message;
    }

    private static Map<String, Object> classification(JsonNode classifiers) {
        Map<String, Object> said = new LinkedHashMap<>();
        classifiers.properties().forEach(entry -> text(entry.getValue().path("label"))
                .ifPresent(label -> {
                    JsonNode classifier = entry.getValue();
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("label", label);
                    if (classifier.path("score").isNumber()) {
                        one.put("score", classifier.get("score"));
                    }
                    text(classifier.at("/model/name"))
                            .ifPresent(model -> one.put(
                                    "model",
                                    text(classifier.at("/model/version"))
                                            .map(version -> model + "@" + version)
                                            .orElse(model)));
                    said.put(entry.getKey(), one);
                }));
        if (said.containsKey(NEWS_SENTIMENT) && !said.containsKey(SENTIMENT)) {
            said.put(SENTIMENT, said.remove(NEWS_SENTIMENT));
        }
        return said;
    }

    private static void put(Map<String, Object> message, String name, Optional<?> value) {
        value.ifPresent(present -> message.put(name, present));
    }

    private static Stream<String> texts(JsonNode node) {
        return (node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node))
                .flatMap(each -> text(each).stream());
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() || node.isNumber() ? Optional.of(shortened(node.asText())) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
    }

    private static boolean isWebAddress(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }
}
