package io.weathervane.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Pipelines and templates that go along in a simulated request. */
final class Substitutions {

    /** With templates in the request, Elasticsearch makes the mappings without the settings that define analyzers. */
    private static final Set<String> ANALYSIS =
            Set.of("analyzer", "search_analyzer", "search_quote_analyzer", "normalizer");

    private Substitutions() {}

    /** The request with the files' contents in the place of what is installed. */
    static ObjectNode added(ObjectNode request, List<AssetFile> files) {
        ObjectNode substituted = request.deepCopy();
        for (AssetFile file : files) {
            JsonNode content =
                    file.kind() == AssetFile.Kind.PIPELINE ? file.content() : withoutAnalysis(file.content());
            substituted
                    .withObject("/" + file.kind().name().toLowerCase(Locale.ROOT) + "_substitutions")
                    .set(file.id(), content);
        }
        return substituted;
    }

    private static JsonNode withoutAnalysis(JsonNode template) {
        JsonNode copy = template.deepCopy();
        removeAnalysis(copy.at("/template/mappings"));
        return copy;
    }

    private static void removeAnalysis(JsonNode mappings) {
        if (mappings instanceof ObjectNode object) {
            // a field may have such a name too
            object.properties().stream()
                    .filter(property -> ANALYSIS.contains(property.getKey())
                            && property.getValue().isTextual())
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(object::remove);
        }
        mappings.forEach(Substitutions::removeAnalysis);
    }
}
