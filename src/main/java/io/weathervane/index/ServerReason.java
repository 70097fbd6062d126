package io.weathervane.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Response;

/** Reads from an error answer of Elasticsearch why it refused a request, in one line. */
final class ServerReason {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 500;

    private ServerReason() {}

    static String of(Response response) {
        String body;
        try {
            body = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
        } catch (IOException e) {
            body = "";
        }
        String reason = of(body);
        return reason.isEmpty() ? response.getStatusLine().toString() : reason;
    }

    static String of(String body) {
        JsonNode error;
        try {
            error = JSON.readTree(body).path("error");
        } catch (JsonProcessingException e) {
            return oneLine(body);
        }
        if (error.isTextual()) {
            return oneLine(error.asText());
        }
        JsonNode root = error.path("root_cause").path(0);
        String reason = root.path("reason").asText(error.path("reason").asText(""));
        // a template's root_cause only says that it is invalid, a script's that it does not compile
        for (JsonNode cause = error.path("caused_by"); cause.isObject(); cause = cause.path("caused_by")) {
            if (cause.hasNonNull("reason")
                    && !reason.contains(cause.path("reason").asText())) {
                reason += ": " + cause.path("reason").asText();
            }
        }
        StringBuilder where = new StringBuilder();
        // a simulated request says the place one level below
        JsonNode place = root.hasNonNull("processor_tag") ? root : error.path("caused_by");
        if (place.hasNonNull("processor_tag")) {
            where.append(" (processor ")
                    .append(place.path("processor_tag").asText())
                    .append(')');
        }
        place.path("script_stack").forEach(line -> where.append(' ').append(line.asText()));
        return oneLine(reason + where);
    }

    static String oneLine(String text) {
        String line = text == null ? "" : text.replaceAll("\\s+", " ").trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
