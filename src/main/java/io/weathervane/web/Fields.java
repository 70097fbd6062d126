package io.weathervane.web;

import java.util.List;
import java.util.Map;

/** Where in the documents the values of a parameter are. */
final class Fields {

    static final String TIME = "@timestamp";
    static final String TEXT = "message";
    static final String DATASET = "event.dataset";

    private static final Map<String, List<String>> BY_PARAMETER = Map.ofEntries(
            // of tweets, and of articles
            Map.entry("sentiment", List.of("classification.sentiment.label", "classification.news-sentiment.label")),
            Map.entry("hate", List.of("classification.hate.label")),
            Map.entry("emotion", List.of("classification.emotion.label")),
            Map.entry("irony", List.of("classification.irony.label")),
            Map.entry("topic", List.of("classification.topic.label")),
            Map.entry("dataset", List.of(DATASET)),
            Map.entry("language", List.of("language")),
            Map.entry("author", List.of("user.name")),
            Map.entry("outlet", List.of("news.outlet.name")),
            Map.entry("hashtag", List.of("tweet.hashtags")));

    private Fields() {}

    /** Every parameter that selects by the values of a field. */
    static Iterable<String> parameters() {
        return BY_PARAMETER.keySet().stream().sorted().toList();
    }

    static List<String> of(String parameter) {
        return BY_PARAMETER.get(parameter);
    }
}
