package io.weathervane.training;

import java.util.Arrays;
import java.util.List;

/** What a model says of each of some texts, counted towards an {@link Evaluation} with confidence intervals. Not thread-safe. */
final class Outcomes {

    /** The same texts have the same intervals. */
    private static final long SEED = 1;

    private final List<String> labels;
    private final EvaluationCounter counter;
    private final int[] right;
    private final int[] given;
    private final float[] probabilities;
    private int counted;

    /** @param texts how many will be counted at most */
    Outcomes(List<String> labels, int texts) {
        this.labels = labels;
        this.counter = new EvaluationCounter(labels);
        this.right = new int[texts];
        this.given = new int[texts];
        this.probabilities = new float[texts];
    }

    void count(int label, double[] scores) {
        counter.count(label, scores);
        int best = EvaluationCounter.best(scores);
        right[counted] = label;
        given[counted] = best;
        probabilities[counted] = (float) scores[best];
        counted++;
    }

    Evaluation evaluation(double textsPerSecond) {
        Evaluation measured = counter.evaluation(textsPerSecond);
        return measured.with(new Bootstrap(labels, Arrays.copyOf(right, counted), SEED)
                .intervals(Arrays.copyOf(given, counted), probabilities, measured));
    }
}
