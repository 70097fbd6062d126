package io.weathervane.training;

/** Trains a maximum-entropy model whose priors are scaled by Naive Bayes. */
final class NbMaxent {

    private static final double TOLERANCE = 1e-5;

    private final TrainerParameters parameters;

    NbMaxent(TrainerParameters parameters) {
        this.parameters = parameters;
    }

    LinearWeights train(TrainingSet set, int[] selected, String step, Progress progress) {
        int columns = LinearWeights.columns(set.labels);
        float[] scales = NbScales.of(set, selected, columns, parameters.smoothing());
        MaxentObjective objective = new MaxentObjective(set, selected, columns, scales, parameters.strength());
        double[] point = new double[scales.length];
        new Lbfgs(parameters.iterations(), TOLERANCE)
                .minimize(
                        objective, point, (iteration, value) -> progress.at(step, iteration, parameters.iterations()));
        float[] weights = new float[point.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (point[i] * scales[i]);
        }
        return new LinearWeights(weights, columns, set.labels);
    }
}
