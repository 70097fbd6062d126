package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages by the value of a field, or of several fields that mean the same. */
final class Counts {

    private static final String PREFIX = "by_";

    private Counts() {}

    /** One aggregation a field. */
    static Map<String, Object> aggregations(List<String> fields, int size) {
        Map<String, Object> aggregations = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            aggregations.put(PREFIX + i, Map.of("terms", Map.of("field", fields.get(i), "size", size)));
        }
        return aggregations;
    }

    /** The counts of all fields together, from where these aggregations are in the answer. */
    static Map<String, Long> of(JsonNode aggregations) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; aggregations.has(PREFIX + i); i++) {
            for (JsonNode bucket : aggregations.path(PREFIX + i).path("buckets")) {
                counts.merge(
                        bucket.path("key").asText(), bucket.path("doc_count").asLong(), Long::sum);
            }
        }
        return counts;
    }
}
