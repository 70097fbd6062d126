package io.weathervane.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.training.Evaluation;
import java.util.List;
import java.util.Locale;

/** An evaluation for people, and for programs. */
final class EvaluationReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationReport() {}

    static String text(Evaluation evaluation) {
        StringBuilder report = new StringBuilder();
        line(report, "texts                %d", evaluation.texts());
        line(report, "accuracy             %.4f ± %.4f", evaluation.accuracy(), evaluation.accuracyMargin());
        line(
                report,
                "macro P / R / F1     %.4f / %.4f / %.4f",
                evaluation.macroPrecision(),
                evaluation.macroRecall(),
                evaluation.macroF1());
        line(
                report,
                "weighted P / R / F1  %.4f / %.4f / %.4f",
                evaluation.weightedPrecision(),
                evaluation.weightedRecall(),
                evaluation.weightedF1());
        line(report, "calibration error    %.4f", evaluation.expectedCalibrationError());
        if (evaluation.textsPerSecond() > 0) {
            line(report, "texts a second       %,.0f", evaluation.textsPerSecond());
        }
        int width = evaluation.labels().stream().mapToInt(String::length).max().orElse(0);
        report.append(System.lineSeparator());
        line(report, "%-" + width + "s  precision  recall      F1  support", "label");
        evaluation
                .byLabel()
                .forEach((label, figures) -> line(
                        report,
                        "%-" + width + "s  %9.4f  %6.4f  %6.4f  %7d",
                        label,
                        figures.precision(),
                        figures.recall(),
                        figures.f1(),
                        figures.support()));
        confusion(report, evaluation, width);
        return report.toString();
    }

    /** One object with stable names. */
    static String json(Evaluation evaluation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("texts", evaluation.texts());
        root.put("accuracy", evaluation.accuracy());
        root.put("accuracyMargin", evaluation.accuracyMargin());
        root.put("macroPrecision", evaluation.macroPrecision());
        root.put("macroRecall", evaluation.macroRecall());
        root.put("macroF1", evaluation.macroF1());
        root.put("weightedPrecision", evaluation.weightedPrecision());
        root.put("weightedRecall", evaluation.weightedRecall());
        root.put("weightedF1", evaluation.weightedF1());
        root.put("ece", evaluation.expectedCalibrationError());
        root.put("textsPerSecond", evaluation.textsPerSecond());
        ObjectNode labels = root.putObject("labels");
        evaluation.byLabel().forEach((label, figures) -> {
            ObjectNode node = labels.putObject(label);
            node.put("precision", figures.precision());
            node.put("recall", figures.recall());
            node.put("f1", figures.f1());
            node.put("support", figures.support());
        });
        ObjectNode confusion = root.putObject("confusion");
        for (int i = 0; i < evaluation.labels().size(); i++) {
            ObjectNode row = confusion.putObject(evaluation.labels().get(i));
            for (int j = 0; j < evaluation.labels().size(); j++) {
                row.put(evaluation.labels().get(j), evaluation.confusion()[i][j]);
            }
        }
        return root.toPrettyString();
    }

    private static void confusion(StringBuilder report, Evaluation evaluation, int width) {
        List<String> labels = evaluation.labels();
        report.append(System.lineSeparator());
        line(report, "%-" + width + "s  was taken for (columns in the same order)", "label");
        for (int i = 0; i < labels.size(); i++) {
            StringBuilder row = new StringBuilder();
            for (int count : evaluation.confusion()[i]) {
                row.append(String.format(Locale.ROOT, " %6d", count));
            }
            line(report, "%-" + width + "s %s", labels.get(i), row);
        }
    }

    private static void line(StringBuilder report, String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
