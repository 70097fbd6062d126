package io.weathervane.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What would come of sending a document to Elasticsearch.
 *
 * @param index where it would be; a name, not a date math expression, if the server could say it
 * @param source what would be indexed; empty if the pipeline drops the document or breaks off without keeping it
 * @param pipelines those that Elasticsearch says have been executed, without those that they call
 * @param ignoredFields which would be stored, but could not be searched
 * @param error why it would be refused
 */
public record SimulatedDocument(
        String index,
        String id,
        Optional<JsonNode> source,
        List<String> pipelines,
        List<String> ignoredFields,
        Optional<String> error) {

    public SimulatedDocument {
        pipelines = List.copyOf(pipelines);
        ignoredFields = List.copyOf(ignoredFields);
    }
}
