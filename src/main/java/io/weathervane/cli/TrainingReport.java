package io.weathervane.cli;

import io.weathervane.training.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says what a training has made, how good it is and how it is used. */
final class TrainingReport {

    private final PrintWriter out;

    TrainingReport(PrintWriter out) {
        this.out = out;
    }

    /** @param repeatable whether there is a {@code training.properties} */
    void print(String name, Path model, TrainingResult result, boolean repeatable) {
        int folds = result.trainer().folds();
        String title = folds == 1 ? "Held out (one text in 40)" : "Cross-validation (" + folds + " folds)";
        result.crossValidation()
                .ifPresent(evaluation -> out.printf("%s%n%s%n", title, EvaluationReport.text(evaluation)));
        result.validation().ifPresent(evaluation -> out.printf("Validation%n%s%n", EvaluationReport.text(evaluation)));
        out.printf(
                "%s: %,d bytes, from %,d texts with %,d features that occur %d times or more%n",
                model,
                result.model().length,
                result.texts(),
                result.features(),
                result.trainer().cutoff());
        if (folds == 1) {
            out.println(
                    "With so many texts a part was held out instead of cross-validation; --set trainer.folds=5 asks for"
                            + " it.");
        }
        out.printf("Use it      doccat:%s in a route; Weathervane takes it over while it runs%n", name);
        out.printf("Measure it  weathervane evaluate %s --data <file>%n", name);
        if (repeatable) {
            out.printf(
                    "Repeat it   weathervane train %s, as %s says%n",
                    name, model.resolveSibling("training.properties"));
        }
        out.flush();
    }
}
