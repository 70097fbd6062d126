package io.weathervane.training;

import java.util.List;

/** Counts towards an {@link Evaluation}. */
final class EvaluationCounter {

    private static final int BINS = 15;

    private final List<String> labels;
    private final int[][] confusion;
    private final double[] surplus = new double[BINS];
    private int texts;

    EvaluationCounter(List<String> labels) {
        this.labels = labels;
        this.confusion = new int[labels.size()][labels.size()];
    }

    void count(int label, double[] probabilities) {
        int best = best(probabilities);
        confusion[label][best]++;
        int bin = Math.max(0, Math.min(BINS - 1, (int) (probabilities[best] * BINS)));
        surplus[bin] += probabilities[best] - (best == label ? 1 : 0);
        texts++;
    }

    static int best(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    Evaluation evaluation(double textsPerSecond) {
        double error = 0;
        for (double bin : surplus) {
            error += Math.abs(bin) / Math.max(1, texts);
        }
        return new Evaluation(labels, confusion, error, textsPerSecond);
    }
}
