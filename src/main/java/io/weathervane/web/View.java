package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One way to look at a selection. Without state. */
interface View {

    /**
     * The body of the search.
     *
     * @throws BadQuestionException if it would be too much
     */
    Map<String, Object> search(Question question, Span span);

    /** What is answered, as in the contract. */
    Map<String, Object> answer(Question question, Span span, JsonNode found);
}
