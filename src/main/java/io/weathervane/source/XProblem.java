package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** What X says is wrong, in words for the log. */
final class XProblem {

    private XProblem() {}

    /** The errors in the body, if it is one of X's problems. */
    static Iterable<JsonNode> errors(ApiResponse response) {
        try {
            return response.json().path("errors");
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The status and, if the body is one of X's problems, what it says. */
    static String of(ApiResponse response) {
        String status = Integer.toString(response.status());
        try {
            JsonNode problem = response.json();
            JsonNode first = problem.path("errors").path(0).path("message");
            String detail = first.isTextual() ? Texts.oneLine(first.textValue()) : detail(problem);
            return detail.isEmpty() ? status : status + ": " + detail;
        } catch (IOException e) {
            return status;
        }
    }

    static String detail(JsonNode problem) {
        String detail = Json.text(problem, "detail");
        return Texts.oneLine(detail == null ? Json.text(problem, "title") : detail);
    }
}
