package io.weathervane.training;

import java.util.Arrays;

/** Where a figure lies with a confidence of 95 %. */
public record Interval(double low, double high) {

    private static final double TAIL = 0.025;

    /** The percentile interval of a figure of bootstrap samples. */
    public static Interval of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    /**
     * The basic interval (Davison and Hinkley, "Bootstrap Methods and their Application", 1997), for a figure that chance alone
     * makes larger: in samples of samples it is larger once more, and a percentile interval would count that twice. Within 0
     * and 1, and with the figure itself in it.
     */
    static Interval basic(double figure, double[] samples) {
        Interval percentiles = of(samples);
        return new Interval(
                Math.max(0, Math.min(figure, 2 * figure - percentiles.high())),
                Math.min(1, Math.max(figure, 2 * figure - percentiles.low())));
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
