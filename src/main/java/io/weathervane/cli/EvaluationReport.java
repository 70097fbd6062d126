package io.weathervane.cli;

import io.weathervane.training.Evaluation;
import io.weathervane.training.Evaluation.LabelFigures;
import io.weathervane.training.EvaluationIntervals;
import io.weathervane.training.EvaluationIntervals.LabelIntervals;
import io.weathervane.training.Figure;
import io.weathervane.training.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An evaluation for people. */
final class EvaluationReport {

    private static final String FIGURE = "%-20s %s";

    private EvaluationReport() {}

    static String text(Evaluation evaluation) {
        StringBuilder report = new StringBuilder();
        line(report, FIGURE, "texts", evaluation.texts());
        for (Figure figure : Figure.values()) {
            line(report, FIGURE, figure.title(), figure(evaluation, figure));
        }
        if (evaluation.textsPerSecond() > 0) {
            line(report, "%-20s %,.0f", "texts a second", evaluation.textsPerSecond());
        }
        if (evaluation.intervals().isPresent()) {
            line(report, "%-20s 95 %% intervals (bootstrap)", "in brackets");
        }
        int width = evaluation.labels().stream().mapToInt(String::length).max().orElse(0);
        labels(report, evaluation, Math.max("label".length(), width));
        confusion(report, evaluation, Math.max("label".length(), width));
        return report.toString();
    }

    /** The figure, with its interval if there is one. */
    static String figure(Evaluation evaluation, Figure figure) {
        return number(
                figure.of(evaluation),
                evaluation.intervals().map(EvaluationIntervals::figures).map(all -> all.get(figure)));
    }

    /** A label's precision, recall and F1, with their intervals if there are any. */
    static List<String> label(Evaluation evaluation, int label) {
        LabelFigures figures = evaluation.label(label);
        Optional<LabelIntervals> intervals =
                evaluation.intervals().map(all -> all.labels().get(label));
        return List.of(
                number(figures.precision(), intervals.map(LabelIntervals::precision)),
                number(figures.recall(), intervals.map(LabelIntervals::recall)),
                number(figures.f1(), intervals.map(LabelIntervals::f1)));
    }

    private static String number(double value, Optional<Interval> interval) {
        String plain = part(value);
        return interval.map(known -> plain + " (" + part(known.low()) + "–" + part(known.high()) + ")")
                .orElse(plain);
    }

    private static String part(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static void labels(StringBuilder report, Evaluation evaluation, int width) {
        String row = "%-" + width + "s  %-22s  %-22s  %-22s  %7s";
        report.append(System.lineSeparator());
        line(report, row, "label", "precision", "recall", "F1", "support");
        for (int i = 0; i < evaluation.labels().size(); i++) {
            List<String> figures = label(evaluation, i);
            line(
                    report,
                    row,
                    evaluation.labels().get(i),
                    figures.get(0),
                    figures.get(1),
                    figures.get(2),
                    evaluation.label(i).support());
        }
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
