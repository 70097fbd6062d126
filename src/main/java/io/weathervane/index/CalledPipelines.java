package io.weathervane.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pipeline and all that it calls, directly or not. */
final class CalledPipelines {

    /** What newer servers add to a pipeline that is installed. */
    private static final Set<String> SERVERS_OWN =
            Set.of("created_date", "created_date_millis", "modified_date", "modified_date_millis");

    private final Map<String, AssetFile> used = new LinkedHashMap<>();
    private final String first;

    CalledPipelines(List<AssetFile> pipelines, String first) {
        this.first = first;
        use(first, pipelines);
    }

    private void use(String name, List<AssetFile> pipelines) {
        for (AssetFile pipeline : pipelines) {
            if (pipeline.id().equals(name) && used.putIfAbsent(name, pipeline) == null) {
                useCalled(pipeline.content(), pipelines);
            }
        }
    }

    private void useCalled(JsonNode node, List<AssetFile> pipelines) {
        use(node.path("pipeline").path("name").asText(), pipelines);
        node.forEach(child -> useCalled(child, pipelines));
    }

    /** The first one, and those called that have a file. */
    List<AssetFile> files() {
        return List.copyOf(used.values());
    }

    /** Of those called that have a file. */
    List<String> names() {
        return used.keySet().stream().filter(name -> !name.equals(first)).toList();
    }

    /** Which of those called are not installed as they are in their files. */
    List<String> notInstalled(JsonNode installed) {
        return names().stream()
                .filter(name -> !used.get(name).content().equals(asWritten(installed.path(name))))
                .toList();
    }

    private static JsonNode asWritten(JsonNode pipeline) {
        return pipeline instanceof ObjectNode object ? object.deepCopy().without(SERVERS_OWN) : pipeline;
    }
}
