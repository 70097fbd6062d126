package io.weathervane.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains on all folds but one in turn; calibrates and measures on what was left out. Of very many texts one small part is left
 * out once: it is enough for both.
 */
final class CrossValidation {

    private final TrainingRecipe recipe;
    private final List<String> labels;
    private final NbMaxent trainer;

    /**
     * @param calibration for a model of all texts
     * @param evaluation how good the models of all texts but some were with it, on those
     * @param start where training on all texts may begin
     */
    record Outcome(Calibration calibration, Optional<Evaluation> evaluation, double[] start) {}

    CrossValidation(TrainingRecipe recipe, List<String> labels, NbMaxent trainer) {
        this.recipe = recipe;
        this.labels = labels;
        this.trainer = trainer;
    }

    Outcome run(TrainingSet set, float[][] inputs, Progress progress) {
        int folds = recipe.trainer().folds();
        int[] measured = measured(set, folds == 1 ? 1 : Integer.MAX_VALUE);
        if (folds < 1 || measured.length == 0) {
            return new Outcome(Calibration.none(labels.size()), Optional.empty(), NbMaxent.start(set, inputs));
        }
        double[][] examples = new double[measured.length][labels.size()];
        double[] point = NbMaxent.start(set, inputs);
        for (int fold = 0; fold < folds; fold++) {
            String step = folds == 1 ? "training without a part" : "cross-validation " + (fold + 1) + "/" + folds;
            point = NbMaxent.start(set, inputs);
            LinearWeights weights = trainer.train(set, inputs, set.without(fold), point, step, progress);
            for (int i = 0; i < measured.length; i++) {
                if (set.folds[measured[i]] == fold) {
                    weights.score(set.rows, measured[i], inputs[measured[i]], examples[i]);
                }
            }
        }
        progress.at("calibrating", 0, 0);
        int[] outputs = Arrays.stream(measured).map(set::label).toArray();
        Calibration calibration = Calibration.fit(examples, outputs, labels.size())
                .serving(recipe.objective(), extra(), examples, outputs, labels);
        Outcomes outcomes = new Outcomes(labels, examples.length);
        for (int i = 0; i < examples.length; i++) {
            outcomes.count(outputs[i], calibration.probabilities(examples[i]));
        }
        double[] start = folds == 1 ? point : NbMaxent.start(set, inputs);
        return new Outcome(calibration, Optional.of(outcomes.evaluation(0)), start);
    }

    /** Rows of the first folds and of measured sources with one right label among all. */
    private int[] measured(TrainingSet set, int folds) {
        long all = -1L >>> 64 - labels.size();
        return IntStream.range(0, set.size())
                .filter(row -> set.folds[row] < folds)
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
