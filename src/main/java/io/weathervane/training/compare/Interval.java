package io.weathervane.training.compare;

import java.util.Arrays;

/** Where a figure lies with a confidence of 95 %. */
public record Interval(double low, double high) {

    private static final double TAIL = 0.025;

    /** The percentile interval of a figure of bootstrap samples. */
    static Interval of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
