package io.weathervane.kibana;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The saved objects of {@code kibana/dashboards.ndjson}, with the JSON that Kibana keeps as text read as well. */
final class KibanaObjects {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<IndexFields> families = IndexFields.ofAllFamilies();
    private final List<JsonNode> objects;

    KibanaObjects(Path file) {
        try {
            objects =
                    Files.readAllLines(file).stream().map(KibanaObjects::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A panel of a dashboard; {@code title} is what a failing test is called. */
    record Panel(JsonNode dashboard, JsonNode json) {

        String id() {
            return json.path("panelIndex").asText();
        }

        boolean isLens() {
            return json.path("type").asText().equals("lens");
        }

        JsonNode attributes() {
            return json.at("/embeddableConfig/attributes");
        }

        JsonNode layers() {
            return attributes().at("/state/datasourceStates/formBased/layers");
        }

        List<JsonNode> filters() {
            return list(attributes().at("/state/filters"));
        }

        /** The id of the object that one of the panel's own references names. */
        String referenced(String name) {
            return referenceIn(attributes().path("references"), name);
        }

        @Override
        public String toString() {
            return id();
        }
    }

    List<JsonNode> all() {
        return objects;
    }

    List<JsonNode> dataViews() {
        return ofType("index-pattern");
    }

    List<JsonNode> dashboards() {
        return ofType("dashboard");
    }

    JsonNode dataView(String id) {
        return dataViews().stream()
                .filter(view -> view.path("id").asText().equals(id))
                .findAny()
                .orElseThrow(() -> new AssertionError("no data view " + id));
    }

    List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        dashboards().forEach(dashboard -> embedded(dashboard, "panelsJSON")
                .forEach(panel -> panels.add(new Panel(dashboard, panel))));
        return panels;
    }

    /** The type of a field in all indices that a data view may meet it in; none if no index has it. */
    Optional<String> typeOf(String field, String dataViewId) {
        JsonNode attributes = dataView(dataViewId).path("attributes");
        JsonNode runtime = embedded(attributes, "runtimeFieldMap").path(field).path("type");
        if (runtime.isTextual()) {
            return Optional.of(runtime.asText());
        }
        List<String> patterns = List.of(attributes.path("title").asText().split(","));
        List<String> types = families.stream()
                .filter(family -> patterns.contains(family.pattern()))
                .flatMap(family -> family.type(field).stream())
                .distinct()
                .toList();
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    /** What an object, or its attributes, keep as a string of JSON under {@code key}. */
    static JsonNode embedded(JsonNode holder, String key) {
        JsonNode text = holder.has("attributes") ? holder.path("attributes").path(key) : holder.path(key);
        if (!text.isTextual()) {
            throw new AssertionError(key + " is not a string of JSON: " + text);
        }
        return parse(text.asText());
    }

    static String referenceIn(JsonNode references, String name) {
        List<String> ids = list(references).stream()
                .filter(reference -> reference.path("name").asText().equals(name))
                .map(reference -> reference.path("id").asText())
                .toList();
        if (ids.size() != 1) {
            throw new AssertionError(ids.size() + " references are called " + name);
        }
        return ids.get(0);
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private List<JsonNode> ofType(String type) {
        return objects.stream()
                .filter(object -> object.path("type").asText().equals(type))
                .toList();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + e.getMessage(), e);
        }
    }
}
