package io.weathervane.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.doccat.StandaloneModel;
import io.weathervane.training.perturb.Group;
import io.weathervane.training.perturb.Perturbation;
import io.weathervane.training.perturb.Perturbation.LabelChange;
import io.weathervane.training.perturb.Perturbation.Range;

/** A perturbation for programs: one object with stable names. */
final class PerturbationJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PerturbationJson() {}

    static String of(StandaloneModel model, Perturbation result) {
        ObjectNode root = JSON.createObjectNode();
        EvaluationJson.name(model, root.putObject("model"));
        root.put("sentences", result.texts().sentences().size());
        root.put("changed", result.changed());
        root.put("changedSentences", result.changedSentences());
        ObjectNode labels = root.putObject("labels");
        result.labels().forEach(label -> add(label, labels.putObject(label.label())));
        var groups = root.putArray("groups");
        for (int i = 0; i < result.texts().groups().size(); i++) {
            add(result, i, groups.addObject());
        }
        return root.toPrettyString();
    }

    private static void add(LabelChange label, ObjectNode node) {
        node.put("mean", label.mean());
        node.put("meanRange", label.meanRange());
        node.put("deviation", label.deviation());
        Range largest = label.largest();
        ObjectNode range = node.putObject("largestRange");
        range.put("range", largest.width());
        range.put("sentence", largest.sentence());
        range.put("lowestGroup", largest.lowest().name());
        range.put("low", largest.low());
        range.put("highestGroup", largest.highest().name());
        range.put("high", largest.high());
    }

    private static void add(Perturbation result, int number, ObjectNode node) {
        Group group = result.texts().groups().get(number);
        node.put("kind", group.kind());
        node.put("name", group.name());
        node.put("changed", result.changedByGroup().get(number));
        ObjectNode labels = node.putObject("labels");
        for (LabelChange label : result.labels()) {
            ObjectNode ofLabel = labels.putObject(label.label());
            ofLabel.put("mean", label.byGroup().get(number));
            ofLabel.put("difference", label.difference(number));
        }
    }
}
