package io.weathervane.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The selection of a question as a query of Elasticsearch. Values are only ever values in it, never part of its text. */
final class Selection {

    /** No nesting, no fuzziness, no slop: what they cost is up to whoever asks. */
    private static final String OPERATORS = "AND|OR|NOT|PHRASE|PREFIX|WHITESPACE|ESCAPE";

    private Selection() {}

    static Map<String, Object> query(Question question, Span span) {
        List<Object> filters = new ArrayList<>();
        filters.add(Map.of(
                "range",
                Map.of(
                        Fields.TIME,
                        Map.of(
                                "gte",
                                span.from().toEpochMilli(),
                                "lt",
                                span.to().toEpochMilli(),
                                "format",
                                "epoch_millis"))));
        for (String parameter : Fields.parameters()) {
            if (!question.all(parameter).isEmpty()) {
                filters.add(any(Fields.of(parameter), question.all(parameter)));
            }
        }
        question.one("q").filter(text -> !text.isBlank()).ifPresent(text -> filters.add(words(text)));
        Map<String, Object> sample = Map.of("term", Map.of("tags", "sample"));
        question.one("sample")
                .ifPresent(
                        only -> filters.add(only.equals("true") ? sample : Map.of("bool", Map.of("must_not", sample))));
        return Map.of("bool", Map.of("filter", filters));
    }

    private static Map<String, Object> any(List<String> fields, List<String> values) {
        List<Map<String, Object>> terms = fields.stream()
                .map(field -> Map.<String, Object>of("terms", Map.of(field, values)))
                .toList();
        return terms.size() == 1 ? terms.get(0) : Map.of("bool", Map.of("should", terms, "minimum_should_match", 1));
    }

    private static Map<String, Object> words(String text) {
        return Map.of(
                "simple_query_string",
                Map.of(
                        "query",
                        text,
                        "fields",
                        List.of(Fields.TEXT),
                        "default_operator",
                        "and",
                        "flags",
                        OPERATORS,
                        "lenient",
                        true));
    }
}
