package io.weathervane.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The searchable fields of one index family, with their types: what its template maps and what its classifiers add. */
record IndexFields(String pattern, Map<String, String> types) {

    private static final Path TEMPLATES = Path.of("es-index-templates");
    private static final Pattern CLASSIFIER = Pattern.compile("uri: doccat:([\\w-]+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<IndexFields> ofAllFamilies() {
        return List.of(
                read("tweets", Path.of("routes/classify-tweet.camel.yaml")),
                read("news", Path.of("routes/classify-article.camel.yaml")));
    }

    Optional<String> type(String field) {
        return Optional.ofNullable(types.get(field));
    }

    private static IndexFields read(String template, Path classifyRoute) {
        JsonNode common = parse(TEMPLATES.resolve("components/weathervane-common.json"));
        JsonNode own = parse(TEMPLATES.resolve(template + ".json"));
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode each : List.of(common, own)) {
            collect(each.at("/template/mappings/properties"), "", types);
        }
        List<JsonNode> dynamic = new ArrayList<>();
        common.at("/template/mappings/dynamic_templates")
                .forEach(one -> one.elements().forEachRemaining(dynamic::add));
        for (String classifier : classifiers(classifyRoute)) {
            for (JsonNode rule : dynamic) {
                JsonNode path = rule.path("path_match");
                (path.isArray() ? path : JSON.createArrayNode().add(path))
                        .forEach(match -> add(match.asText().replace("*", classifier), rule.path("mapping"), types));
            }
        }
        return new IndexFields(own.at("/index_patterns/0").asText(), types);
    }

    private static void collect(JsonNode properties, String prefix, Map<String, String> types) {
        properties.properties().forEach(field -> {
            String name = prefix + field.getKey();
            add(name, field.getValue(), types);
            collect(field.getValue().path("properties"), name + ".", types);
            collect(field.getValue().path("fields"), name + ".", types);
        });
    }

    private static void add(String name, JsonNode mapping, Map<String, String> types) {
        boolean searchable = mapping.path("index").asBoolean(true)
                && !mapping.path("type").asText("object").equals("object");
        if (searchable) {
            types.put(name, mapping.path("type").asText());
        }
    }

    private static Set<String> classifiers(Path route) {
        return CLASSIFIER
                .matcher(text(route))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
