package io.weathervane.cli;

import io.weathervane.training.Evaluation;
import io.weathervane.training.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Evaluations as Markdown tables, for a model card. */
final class EvaluationMarkdown {

    private static final List<Figure> FIGURES =
            List.of(Figure.ACCURACY, Figure.MACRO_RECALL, Figure.MACRO_F1, Figure.WEIGHTED_F1, Figure.ECE);

    private EvaluationMarkdown() {}

    /** @param measured evaluations of one model by what they were measured on, in the order of the rows */
    static String of(Map<String, Evaluation> measured) {
        StringBuilder markdown = new StringBuilder();
        header(
                markdown,
                Stream.concat(
                        Stream.of("measured on", "texts"), FIGURES.stream().map(Figure::title)));
        measured.forEach((name, evaluation) -> row(
                markdown,
                Stream.concat(
                        Stream.of(name, count(evaluation.texts())),
                        FIGURES.stream().map(figure -> EvaluationReport.figure(evaluation, figure)))));
        markdown.append("\nIn brackets the 95 % intervals (bootstrap over the texts).\n");
        measured.forEach((name, evaluation) -> {
            markdown.append("\nBy label, ").append(cell(name)).append(":\n\n");
            labels(markdown, evaluation);
            markdown.append("\nWhat they were taken for, ").append(cell(name)).append(":\n\n");
            confusion(markdown, evaluation);
        });
        return markdown.toString();
    }

    private static void labels(StringBuilder markdown, Evaluation evaluation) {
        header(markdown, Stream.of("label", "precision", "recall", "F1", "texts"));
        for (int i = 0; i < evaluation.labels().size(); i++) {
            row(
                    markdown,
                    Stream.of(
                                    Stream.of(evaluation.labels().get(i)),
                                    EvaluationReport.label(evaluation, i).stream(),
                                    Stream.of(count(evaluation.label(i).support())))
                            .flatMap(cells -> cells));
        }
    }

    private static void confusion(StringBuilder markdown, Evaluation evaluation) {
        header(markdown, Stream.concat(Stream.of("label"), evaluation.labels().stream()));
        for (int i = 0; i < evaluation.labels().size(); i++) {
            row(
                    markdown,
                    Stream.concat(
                            Stream.of(evaluation.labels().get(i)),
                            Arrays.stream(evaluation.confusion()[i]).mapToObj(EvaluationMarkdown::count)));
        }
    }

    private static void header(StringBuilder markdown, Stream<String> titles) {
        List<String> all = titles.toList();
        row(markdown, all.stream());
        row(markdown, all.stream().map(title -> "---"));
    }

    private static void row(StringBuilder markdown, Stream<String> cells) {
        markdown.append(cells.map(EvaluationMarkdown::cell).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    private static String count(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
