package io.weathervane.training;

import java.util.List;
import java.util.Optional;

/** Trains on all folds but one in turn; calibrates and measures on what was left out. */
final class CrossValidation {

    private final TrainingRecipe recipe;
    private final List<String> labels;
    private final NbMaxent trainer;

    /** The calibration for a model of all folds, and how good the models of all but one were with it. */
    record Outcome(Calibration calibration, Optional<Evaluation> evaluation) {}

    CrossValidation(TrainingRecipe recipe, List<String> labels, NbMaxent trainer) {
        this.recipe = recipe;
        this.labels = labels;
        this.trainer = trainer;
    }

    Outcome run(TrainingSet set, float[][] inputs, Progress progress) {
        int[] measured = measured(set);
        int folds = recipe.trainer().folds();
        if (folds < 2 || measured.length == 0) {
            return new Outcome(Calibration.none(labels.size()), Optional.empty());
        }
        double[][] scores = new double[set.size()][];
        for (int fold = 0; fold < folds; fold++) {
            LinearWeights weights = trainer.train(
                    set, inputs, set.without(fold), "cross-validation " + (fold + 1) + "/" + folds, progress);
            for (int row : set.only(fold)) {
                scores[row] = new double[labels.size()];
                weights.score(set.rows, row, inputs[row], scores[row]);
            }
        }
        double[][] examples = new double[measured.length][];
        int[] outputs = new int[measured.length];
        for (int i = 0; i < measured.length; i++) {
            examples[i] = scores[measured[i]];
            outputs[i] = set.label(measured[i]);
        }
        Calibration calibration = Calibration.fit(examples, outputs, labels.size())
                .serving(recipe.objective(), extra(), examples, outputs, labels);
        EvaluationCounter counter = new EvaluationCounter(labels);
        for (int i = 0; i < examples.length; i++) {
            counter.count(outputs[i], calibration.probabilities(examples[i]));
        }
        return new Outcome(calibration, Optional.of(counter.evaluation(0)));
    }

    /** Rows of measured sources with one right label among all. */
    private int[] measured(TrainingSet set) {
        long all = -1L >>> 64 - labels.size();
        return java.util.stream.IntStream.range(0, set.size())
                .filter(row -> recipe.sources().get(set.sources[row]).measured())
                .filter(row -> set.label(row) >= 0 && set.among[row] == all)
                .toArray();
    }

    private double[] extra() {
        return labels.stream()
                .mapToDouble(label -> recipe.offsets().getOrDefault(label, 0.0))
                .toArray();
    }
}
