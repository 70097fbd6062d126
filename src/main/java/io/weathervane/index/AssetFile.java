package io.weathervane.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A JSON file that is installed in Elasticsearch under its own name without {@code .json}. */
record AssetFile(Kind kind, String id, Path file, JsonNode content) {

    enum Kind {
        COMPONENT_TEMPLATE("component template", "/_component_template/"),
        INDEX_TEMPLATE("index template", "/_index_template/"),
        PIPELINE("pipeline", "/_ingest/pipeline/");

        final String label;
        final String endpoint;

        Kind(String label, String endpoint) {
            this.label = label;
            this.endpoint = endpoint;
        }
    }

    private static final String EXTENSION = ".json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    String label() {
        return kind.label + " " + id;
    }

    /** The files of a folder, in the order of their names. */
    static List<AssetFile> in(Path folder, Kind kind) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(EXTENSION))
                    // what editors and systems leave beside others, as the reload sees it
                    .filter(file -> !file.getFileName().toString().matches("[.#].*"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> read(file, kind))
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("cannot read the folder " + folder + ": " + e, e);
        }
    }

    /** The same pipelines, each after those that its pipeline processors call. */
    static List<AssetFile> calledFirst(List<AssetFile> pipelines) {
        Map<String, AssetFile> waiting = new LinkedHashMap<>();
        pipelines.forEach(pipeline -> waiting.put(pipeline.id, pipeline));
        List<AssetFile> ordered = new ArrayList<>();
        pipelines.forEach(pipeline -> moveWithCalled(pipeline.id, waiting, ordered));
        return ordered;
    }

    private static void moveWithCalled(String id, Map<String, AssetFile> waiting, List<AssetFile> ordered) {
        AssetFile pipeline = waiting.remove(id);
        if (pipeline == null) {
            return;
        }
        moveCalled(pipeline.content, waiting, ordered);
        ordered.add(pipeline);
    }

    private static void moveCalled(JsonNode node, Map<String, AssetFile> waiting, List<AssetFile> ordered) {
        moveWithCalled(node.path("pipeline").path("name").asText(), waiting, ordered);
        node.forEach(child -> moveCalled(child, waiting, ordered));
    }

    static AssetFile read(Path file, Kind kind) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - EXTENSION.length());
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // a pipe would be waited for, a device has no end
            throw new InvalidAssetException(file, 0, "this is no file but a folder or a device; name a file", null);
        }
        try {
            JsonNode content = JSON.readTree(Files.readAllBytes(file));
            if (!content.isObject()) {
                throw new InvalidAssetException(file, 1, "a JSON object is expected", null);
            }
            return new AssetFile(kind, id, file, content);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidAssetException(
                    file, line, "no valid JSON: " + ServerReason.oneLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e, e);
        }
    }
}
