package io.weathervane.training;

import java.util.Arrays;

/** Trains a maximum-entropy model whose priors are scaled by Naive Bayes. */
final class NbMaxent {

    private static final double TOLERANCE = 1e-5;
    /** Of very many texts each iteration takes long, and what the last ones change is no longer seen in the decisions. */
    private static final double TOLERANCE_OF_MANY = 1e-3;

    private final TrainerParameters parameters;

    NbMaxent(TrainerParameters parameters) {
        this.parameters = parameters;
    }

    /** @param inputs of each row, from the background; all of one length, which may be 0 */
    LinearWeights train(TrainingSet set, float[][] inputs, int[] selected, String step, Progress progress) {
        return train(set, inputs, selected, start(set, inputs), step, progress);
    }

    /** Where to begin when nothing is known. */
    static double[] start(TrainingSet set, float[][] inputs) {
        int dimensions = inputs.length == 0 ? 0 : inputs[0].length;
        return new double[(set.features + dimensions) * LinearWeights.columns(set.labels)];
    }

    /** @param point where to begin, and afterwards where it ended: a good beginning for nearly the same texts */
    LinearWeights train(
            TrainingSet set, float[][] inputs, int[] selected, double[] point, String step, Progress progress) {
        int columns = LinearWeights.columns(set.labels);
        float[] scales = scales(set, inputs, selected, columns);
        MaxentObjective objective = new MaxentObjective(set, inputs, selected, columns, scales, parameters.strength());
        new Lbfgs(parameters.iterations(), parameters.folds() == 1 ? TOLERANCE_OF_MANY : TOLERANCE)
                .minimize(
                        objective, point, (iteration, value) -> progress.at(step, iteration, parameters.iterations()));
        float[] weights = new float[point.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (point[i] * scales[i]);
        }
        return new LinearWeights(weights, columns, set.features);
    }

    private float[] scales(TrainingSet set, float[][] inputs, int[] selected, int columns) {
        float[] features = NbScales.of(set, selected, columns, parameters.smoothing());
        int dimensions = inputs.length == 0 ? 0 : inputs[0].length;
        float[] scales = Arrays.copyOf(features, features.length + dimensions * columns);
        float same = (float) StrictMath.sqrt(parameters.transfer() / parameters.strength());
        Arrays.fill(scales, features.length, scales.length, same);
        return scales;
    }
}
