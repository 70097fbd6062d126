package io.weathervane.cli;

import io.weathervane.training.Evaluation;
import io.weathervane.training.TrainerParameters;
import io.weathervane.training.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what a training has made, how good it is and how it is used. */
final class TrainingReport {

    private final PrintWriter out;

    TrainingReport(PrintWriter out) {
        this.out = out;
    }

    /** What the model's {@code training.properties} has to do with the training. */
    enum Recipe {
        REPEATS_IT,
        SAYS_SOMETHING_ELSE,
        NONE
    }

    /** What it was measured on, in words, with what came out. */
    static Map<String, Evaluation> measured(TrainingResult result) {
        Map<String, Evaluation> measured = new LinkedHashMap<>();
        String title = isHeldOut(result)
                ? "Held out (one text in " + TrainerParameters.HELD_OUT + ")"
                : "Cross-validation (" + result.trainer().folds() + " folds)";
        result.crossValidation().ifPresent(evaluation -> measured.put(title, evaluation));
        result.validation().ifPresent(evaluation -> measured.put("Validation", evaluation));
        return measured;
    }

    /** Whether one part was left out instead of each in turn. */
    static boolean isHeldOut(TrainingResult result) {
        return result.trainer().folds() == 1;
    }

    void print(String name, Path model, TrainingResult result, Recipe recipe) {
        measured(result)
                .forEach((title, evaluation) -> out.printf("%s%n%s%n", title, EvaluationReport.text(evaluation)));
        out.printf(
                "%s: %,d bytes, from %,d texts with %,d features that occur %d times or more%n",
                model,
                result.model().length,
                result.texts(),
                result.features(),
                result.trainer().cutoff());
        if (isHeldOut(result)) {
            out.println(
                    "With so many texts a part was held out instead of cross-validation; --set trainer.folds=5 asks for"
                            + " it.");
        }
        out.printf("Use it      doccat:%s in a route; Weathervane takes it over while it runs%n", name);
        out.printf("Measure it  weathervane evaluate %s --data <file>%n", name);
        Path file = model.resolveSibling("training.properties");
        if (recipe == Recipe.REPEATS_IT) {
            out.printf("Repeat it   weathervane train %s, as %s says%n", name, file);
        } else if (recipe == Recipe.SAYS_SOMETHING_ELSE) {
            out.printf("Note        %s is as it was and does not repeat this: it has other settings%n", file);
        }
        out.flush();
    }
}
