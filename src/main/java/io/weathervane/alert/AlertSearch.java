package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;

/** JSON to Elasticsearch and back. Thread-safe. */
final class AlertSearch {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String TIMEOUT = "20s";

    private final RestClient client;

    AlertSearch(RestClient client) {
        this.client = client;
    }

    /** @throws IOException if Elasticsearch does not answer, or refuses; its reason is in the message */
    JsonNode search(String indices, ObjectNode body) throws IOException {
        body.put("timeout", TIMEOUT);
        Request request = new Request("POST", "/" + indices + "/_search");
        request.addParameter("ignore_unavailable", "true");
        request.addParameter("allow_no_indices", "true");
        // what a shard that fails or is slow does not tell would count as looked at
        request.addParameter("allow_partial_search_results", "false");
        return perform(request, body);
    }

    /** A document that may be missing is asked for with {@code ignore=404}. */
    JsonNode perform(Request request, JsonNode body) throws IOException {
        if (body != null) {
            request.setJsonEntity(body.toString());
        }
        Response response = client.performRequest(request);
        return JSON.readTree(EntityUtils.toByteArray(response.getEntity()));
    }

    /** The filters that both kinds of rules have: which messages are looked at. */
    static ArrayNode filters(String query) {
        ArrayNode filters = JSON.createArrayNode();
        if (!query.isBlank()) {
            ObjectNode words = filters.addObject().putObject("simple_query_string");
            words.put("query", query);
            words.put("default_operator", "and");
            words.put("lenient", true);
            words.putArray("fields").add("message").add("news.content");
        }
        return filters;
    }
}
