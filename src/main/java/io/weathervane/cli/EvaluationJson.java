package io.weathervane.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.doccat.StandaloneModel;
import io.weathervane.training.Evaluation;
import io.weathervane.training.EvaluationIntervals;
import io.weathervane.training.EvaluationIntervals.LabelIntervals;
import io.weathervane.training.Figure;
import io.weathervane.training.Interval;

/** An evaluation for programs: its names are stable, and it holds no text of the data. */
final class EvaluationJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationJson() {}

    static ObjectNode of(Evaluation evaluation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("texts", evaluation.texts());
        for (Figure figure : Figure.values()) {
            root.put(figure.key(), figure.of(evaluation));
        }
        root.put("accuracyMargin", evaluation.accuracyMargin());
        root.put("textsPerSecond", evaluation.textsPerSecond());
        ObjectNode labels = root.putObject("labels");
        evaluation.byLabel().forEach((label, figures) -> {
            ObjectNode node = labels.putObject(label);
            node.put("precision", figures.precision());
            node.put("recall", figures.recall());
            node.put("f1", figures.f1());
            node.put("support", figures.support());
        });
        evaluation.intervals().ifPresent(intervals -> add(intervals, evaluation, root.putObject("intervals")));
        confusion(evaluation, root.putObject("confusion"));
        return root;
    }

    /** Which model, in which version. */
    static void name(StandaloneModel model, ObjectNode node) {
        node.put("name", model.name());
        node.put("version", model.version());
    }

    private static void add(EvaluationIntervals intervals, Evaluation evaluation, ObjectNode node) {
        intervals.figures().forEach((figure, interval) -> add(node, figure.key(), interval));
        ObjectNode labels = node.putObject("labels");
        for (int i = 0; i < evaluation.labels().size(); i++) {
            LabelIntervals ofLabel = intervals.labels().get(i);
            ObjectNode label = labels.putObject(evaluation.labels().get(i));
            add(label, "precision", ofLabel.precision());
            add(label, "recall", ofLabel.recall());
            add(label, "f1", ofLabel.f1());
        }
    }

    private static void add(ObjectNode node, String name, Interval interval) {
        node.putArray(name).add(interval.low()).add(interval.high());
    }

    private static void confusion(Evaluation evaluation, ObjectNode confusion) {
        for (int i = 0; i < evaluation.labels().size(); i++) {
            ObjectNode row = confusion.putObject(evaluation.labels().get(i));
            for (int j = 0; j < evaluation.labels().size(); j++) {
                row.put(evaluation.labels().get(j), evaluation.confusion()[i][j]);
            }
        }
    }
}
