package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The words that are typical of the selection compared with all messages, found in a sample of it. */
final class TypicalWords {

    /** Messages in all: their texts are analysed anew, which takes most of the time of an answer. */
    private static final int SAMPLE = 800;

    /** Of longer ranges most months may have no messages. */
    private static final int MOST_MONTHS = 6;

    private static final int SPARE = 30;
    private static final int MENTIONS = 200;

    /** Numbers, one or two Latin letters, and what is left of an address. */
    private static final String NO_WORD =
            "[0-9][0-9.,]*|[a-z0-9]{1,2}|https?|www\\..*|t\\.co|.*\\.(com|org|net|co|io)|http.*";

    private final Set<String> stopWords = StopWords.load();

    Map<String, Object> search(Question question, Span span) {
        // of equally good ones the sampler takes the oldest: these are any, and the same the next time
        Map<String, Object> anyOrder = Map.of(
                "function_score",
                Map.of(
                        "query",
                        Selection.query(question, span),
                        "random_score",
                        Map.of("seed", 1, "field", "_seq_no"),
                        "boost_mode",
                        "replace"));
        Map<String, Object> words = Map.of(
                "field",
                Fields.TEXT,
                "size",
                question.number("size") + SPARE,
                "min_doc_count",
                3,
                "filter_duplicate_text",
                true,
                "exclude",
                NO_WORD);
        return Map.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                anyOrder,
                "aggs",
                Map.of(
                        "sample",
                        Map.of(
                                "sampler",
                                Map.of("shard_size", sampleOfShard(question, span)),
                                "aggs",
                                Map.of(
                                        "words",
                                        Map.of("significant_text", words),
                                        "mentions",
                                        Map.of("terms", Map.of("field", "tweet.mentions", "size", MENTIONS))))));
    }

    /** There is an index of one shard for each month and dataset. */
    static int sampleOfShard(Question question, Span span) {
        long months = 1 + ChronoUnit.MONTHS.between(month(span.from()), month(span.to()));
        int datasets = question.all("dataset").size() == 1 ? 1 : 2;
        return SAMPLE / (datasets * (int) Math.min(months, MOST_MONTHS));
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    List<TopView.Value> values(Question question, JsonNode found) {
        JsonNode sample = found.at("/aggregations/sample");
        Set<String> mentions =
                buckets(sample.path("mentions")).map(TypicalWords::key).collect(Collectors.toSet());
        return buckets(sample.path("words"))
                .filter(bucket -> !stopWords.contains(key(bucket)) && !mentions.contains(key(bucket)))
                .limit(question.number("size"))
                .map(bucket -> new TopView.Value(
                        key(bucket),
                        bucket.path("doc_count").asLong(),
                        bucket.path("score").asDouble()))
                .toList();
    }

    private static Stream<JsonNode> buckets(JsonNode aggregation) {
        return StreamSupport.stream(aggregation.path("buckets").spliterator(), false);
    }

    private static String key(JsonNode bucket) {
        return bucket.path("key").asText();
    }
}
