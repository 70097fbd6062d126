package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code /top}: the most frequent values of a field, or the words that are typical of the selection. */
final class TopView implements View {

    private final TypicalWords words = new TypicalWords();

    @Override
    public Map<String, Object> search(Question question, Span span) {
        if (isWords(question)) {
            return words.search(question, span);
        }
        return Map.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                Selection.query(question, span),
                "aggs",
                Counts.aggregations(Fields.of(question.text("of")), question.number("size")));
    }

    @Override
    public Map<String, Object> answer(Question question, Span span, JsonNode found) {
        return Map.of("of", question.text("of"), "values", values(question, found));
    }

    private List<Map<String, Object>> values(Question question, JsonNode found) {
        if (isWords(question)) {
            return words.values(question, found);
        }
        return Counts.of(found.path("aggregations")).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(question.number("size"))
                .map(entry -> Map.<String, Object>of("value", entry.getKey(), "count", entry.getValue()))
                .toList();
    }

    private static boolean isWords(Question question) {
        return question.text("of").equals("word");
    }
}
