package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The API's description, openapi.yaml: what is asked is checked against it, so that the two cannot differ. Camel's own
 * validation of requests knows no lists and no bounds, lets unknown parameters pass and does not say which one is wrong.
 * Immutable.
 */
final class Contract {

    private static final String RESOURCE = "openapi.yaml";

    private final byte[] yaml;
    private final JsonNode description;

    Contract() {
        try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
            yaml = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object loaded =
                new Load(LoadSettings.builder().build()).loadFromString(new String(yaml, StandardCharsets.UTF_8));
        description = new ObjectMapper().valueToTree(loaded);
    }

    /** The description as it is served. */
    byte[] yaml() {
        return yaml.clone();
    }

    /** The description as JSON. */
    JsonNode description() {
        return description;
    }

    /** The rules of a path's parameters by name, in their order. */
    Map<String, ParameterRule> parameters(String path) {
        Map<String, ParameterRule> rules = new LinkedHashMap<>();
        for (JsonNode reference :
                description.path("paths").path(path).path("get").path("parameters")) {
            JsonNode parameter = resolved(reference);
            JsonNode schema = resolved(parameter.path("schema"));
            boolean list = "array".equals(schema.path("type").asText());
            String name = parameter.path("name").asText();
            rules.put(
                    name,
                    new ParameterRule(
                            name,
                            list ? resolved(schema.path("items")) : schema,
                            parameter.path("required").asBoolean(),
                            list ? schema.path("maxItems").asInt() : 1));
        }
        return rules;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(description.at(node.get("$ref").asText().substring(1)))
                : node;
    }
}
