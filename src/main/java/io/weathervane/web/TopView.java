package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /top}: the most frequent values of a field, or the words that are typical of the selection. */
final class TopView implements View {

    /** @param score of words only, else null */
    record Value(String value, long count, Double score) {}

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
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("of", question.text("of"));
        answer.put("values", values(question, found));
        return answer;
    }

    private List<Value> values(Question question, JsonNode found) {
        if (isWords(question)) {
            return words.values(question, found);
        }
        return Counts.of(found.path("aggregations")).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(question.number("size"))
                .map(entry -> new Value(entry.getKey(), entry.getValue(), null))
                .toList();
    }

    private static boolean isWords(Question question) {
        return question.text("of").equals("word");
    }
}
