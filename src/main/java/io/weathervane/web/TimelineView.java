package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code /timeline}: messages per interval, by the labels of one classifier. */
final class TimelineView implements View {

    private static final int MOST_LABELS = 20;

    @Override
    public Map<String, Object> search(Question question, Span span) {
        Map<String, Object> histogram =
                Map.of("field", Fields.TIME, "fixed_interval", Interval.of(span).text(), "min_doc_count", 1);
        return Map.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                Selection.query(question, span),
                "aggs",
                Map.of(
                        "buckets",
                        Map.of(
                                "date_histogram",
                                histogram,
                                "aggs",
                                Counts.aggregations(Fields.of(question.text("classifier")), MOST_LABELS))));
    }

    @Override
    public Map<String, Object> answer(Question question, Span span, JsonNode found) {
        SortedMap<Long, JsonNode> filled = new TreeMap<>();
        for (JsonNode bucket : found.at("/aggregations/buckets/buckets")) {
            filled.put(bucket.path("key").asLong(), bucket);
        }
        SortedSet<String> labels = new TreeSet<>();
        filled.values().forEach(bucket -> labels.addAll(Counts.of(bucket).keySet()));
        long total = filled.values().stream()
                .mapToLong(bucket -> bucket.path("doc_count").asLong())
                .sum();
        // the empty ones here: Elasticsearch has none at all where it has no index yet
        List<Map<String, Object>> buckets = Interval.of(span)
                .beginnings(span)
                .mapToObj(begin -> bucket(begin, filled.getOrDefault(begin, MissingNode.getInstance())))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("from", span.from());
        answer.put("to", span.to());
        answer.put("interval", Interval.of(span).text());
        answer.put("classifier", question.text("classifier"));
        answer.put("total", total);
        answer.put("labels", labels);
        answer.put("buckets", buckets);
        return answer;
    }

    private static Map<String, Object> bucket(long begin, JsonNode filled) {
        return Map.of(
                "time",
                Instant.ofEpochMilli(begin),
                "total",
                filled.path("doc_count").asLong(),
                "counts",
                new TreeMap<>(Counts.of(filled)));
    }
}
