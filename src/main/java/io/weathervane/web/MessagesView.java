package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** {@code /messages}: the latest messages of the selection, page by page. */
final class MessagesView implements View {

    /** What Elasticsearch counts, and how deep it pages. */
    private static final int MOST = 10_000;

    /** As in the contract. */
    private static final int MOST_PAGES = 500;

    @Override
    public Map<String, Object> search(Question question, Span span) {
        int size = question.number("size");
        int page = question.number("page");
        if (page * size > MOST) {
            throw new BadQuestionException(
                    "page",
                    "only the first %,d messages can be paged through: narrow the selection, for example with to"
                            .formatted(MOST));
        }
        return Map.of(
                "size",
                size,
                "from",
                (page - 1) * size,
                "track_total_hits",
                MOST,
                "query",
                Selection.query(question, span),
                "sort",
                List.of(
                        Map.of(Fields.TIME, Map.of("order", "desc", "unmapped_type", "date")),
                        Map.of("event.id", Map.of("order", "desc", "unmapped_type", "keyword"))),
                "_source",
                MessageJson.SOURCE);
    }

    @Override
    public Map<String, Object> answer(Question question, Span span, JsonNode found) {
        int size = question.number("size");
        JsonNode total = found.at("/hits/total");
        long counted = total.path("value").asLong();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", counted);
        answer.put("more", total.path("relation").asText().equals("gte"));
        answer.put("page", question.number("page"));
        answer.put("pages", Math.min((counted + size - 1) / size, Math.min(MOST / size, MOST_PAGES)));
        answer.put("size", size);
        answer.put(
                "messages",
                StreamSupport.stream(found.at("/hits/hits").spliterator(), false)
                        .map(MessageJson::of)
                        .toList());
        return answer;
    }
}
