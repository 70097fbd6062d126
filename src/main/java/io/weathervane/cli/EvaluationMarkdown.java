package io.weathervane.cli;

import io.weathervane.training.Evaluation;
import io.weathervane.training.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Evaluations as Markdown tables, for a model card. */
final class EvaluationMarkdown {

    private static final List<Figure> FIGURES =
            List.of(Figure.ACCURACY, Figure.MACRO_RECALL, Figure.MACRO_F1, Figure.WEIGHTED_F1, Figure.ECE);

    private EvaluationMarkdown() {}

    /** @param measured evaluations of one model by what they were measured on, in the order of the rows */
    static String of(Map<String, Evaluation> measured) {
        List<String> titles = new ArrayList<>(List.of("measured on", "texts"));
        FIGURES.forEach(figure -> titles.add(figure.title()));
        MarkdownTable table = new MarkdownTable(titles);
        measured.forEach((name, evaluation) -> {
            List<String> cells = new ArrayList<>(List.of(name, count(evaluation.texts())));
            FIGURES.forEach(figure -> cells.add(EvaluationReport.figure(evaluation, figure)));
            table.add(cells);
        });
        StringBuilder markdown = new StringBuilder().append(table);
        markdown.append("\nIn brackets the 95 % intervals (bootstrap over the texts).\n");
        measured.forEach((name, evaluation) -> markdown.append("\nBy label, ")
                .append(MarkdownTable.cell(name))
                .append(":\n\n")
                .append(labels(evaluation))
                .append("\nEach row has the texts of one label, each column what they were taken for:\n\n")
                .append(confusion(evaluation)));
        return markdown.toString();
    }

    private static MarkdownTable labels(Evaluation evaluation) {
        MarkdownTable table = new MarkdownTable(List.of("label", "precision", "recall", "F1", "texts"));
        for (int i = 0; i < evaluation.labels().size(); i++) {
            List<String> cells = new ArrayList<>(List.of(evaluation.labels().get(i)));
            cells.addAll(EvaluationReport.label(evaluation, i));
            cells.add(count(evaluation.label(i).support()));
            table.add(cells);
        }
        return table;
    }

    private static MarkdownTable confusion(Evaluation evaluation) {
        List<String> titles = new ArrayList<>(List.of("label"));
        titles.addAll(evaluation.labels());
        MarkdownTable table = new MarkdownTable(titles);
        for (int i = 0; i < evaluation.labels().size(); i++) {
            List<String> cells = new ArrayList<>(List.of(evaluation.labels().get(i)));
            Arrays.stream(evaluation.confusion()[i])
                    .mapToObj(EvaluationMarkdown::count)
                    .forEach(cells::add);
            table.add(cells);
        }
        return table;
    }

    private static String count(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
