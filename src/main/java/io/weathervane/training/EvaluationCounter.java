package io.weathervane.training;

import java.util.List;

/** Counts towards an {@link Evaluation}. */
final class EvaluationCounter {

    private final List<String> labels;
    private final int[][] confusion;
    private final Reliability reliability = new Reliability();

    EvaluationCounter(List<String> labels) {
        this.labels = labels;
        this.confusion = new int[labels.size()][labels.size()];
    }

    void count(int label, double[] probabilities) {
        int best = best(probabilities);
        confusion[label][best]++;
        reliability.count(probabilities[best], best == label);
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
        return new Evaluation(labels, confusion, reliability.expectedCalibrationError(), textsPerSecond);
    }
}
