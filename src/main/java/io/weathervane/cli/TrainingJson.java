package io.weathervane.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.training.TrainingResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a training has made, for programs: all that a model card needs but words. */
final class TrainingJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainingJson() {}

    /** @param settings all that the training depended on, as {@code training.properties} has it */
    static String of(String name, Path model, TrainingResult result, Map<String, String> settings) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", name);
        root.put("file", model.toString());
        root.put("bytes", result.model().length);
        root.put("texts", result.texts());
        root.put("features", result.features());
        ObjectNode recipe = root.putObject("settings");
        new TreeMap<>(settings).forEach(recipe::put);
        String measured = TrainingReport.isHeldOut(result) ? "heldOut" : "crossValidation";
        result.crossValidation().ifPresent(evaluation -> root.set(measured, EvaluationJson.of(evaluation)));
        result.validation().ifPresent(evaluation -> root.set("validation", EvaluationJson.of(evaluation)));
        return root.toPrettyString();
    }
}
