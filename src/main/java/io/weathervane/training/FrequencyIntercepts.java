package io.weathervane.training;

import java.util.Arrays;

/**
 * How much more frequent each label is in a source whose intercept its {@linkplain SourceIntercept#FREQUENCIES frequencies} give than in
 * those that are measured: the logarithm of the ratio, which is added to the scores of the source's texts while the model is trained (prior
 * correction, after King and Zeng, "Logistic Regression in Rare Events Data", 2001).
 */
final class FrequencyIntercepts {

    private static final double[] NONE = {};

    private FrequencyIntercepts() {}

    /** Those of each source and label, in units of log-odds; empty for any other source. */
    static double[][] of(TrainingSet set, TrainingRecipe recipe) {
        int sources = recipe.sources().size();
        double[] own = new double[set.labels];
        double[] alike = new double[set.labels];
        Arrays.fill(own, 1);
        Arrays.fill(alike, 1);
        for (int row = 0; row < set.size(); row++) {
            if (recipe.sources().get(set.sources[row]).measured()) {
                share(set.weights[row], alike, set.right[row], own);
            }
        }
        double[][] counts = new double[sources][];
        long[] among = new long[sources];
        for (int row = 0; row < set.size(); row++) {
            int source = set.sources[row];
            if (recipe.sources().get(source).has(SourceIntercept.FREQUENCIES)) {
                if (counts[source] == null) {
                    among[source] = set.among[row];
                    counts[source] = new double[set.labels];
                    share(1, own, among[source], counts[source]);
                }
                share(1, own, set.right[row], counts[source]);
            }
        }
        double[][] intercepts = new double[sources][];
        Arrays.setAll(
                intercepts, source -> counts[source] == null ? NONE : logRatios(counts[source], own, among[source]));
        return intercepts;
    }

    /** Counts a text that may have any of some labels for each of them, as frequent as they are. */
    private static void share(double text, double[] frequencies, long labels, double[] counts) {
        double sum = sum(frequencies, labels);
        for (int label = 0; label < counts.length; label++) {
            counts[label] += has(labels, label) ? text * frequencies[label] / sum : 0;
        }
    }

    private static double[] logRatios(double[] counts, double[] own, long among) {
        double scale = StrictMath.log(sum(own, among) / sum(counts, among));
        double[] ratios = new double[counts.length];
        for (int label = 0; label < ratios.length; label++) {
            ratios[label] = has(among, label) ? StrictMath.log(counts[label] / own[label]) + scale : 0;
        }
        return ratios;
    }

    private static double sum(double[] values, long labels) {
        double sum = 0;
        for (int label = 0; label < values.length; label++) {
            sum += has(labels, label) ? values[label] : 0;
        }
        return sum;
    }

    private static boolean has(long labels, int label) {
        return (labels >> label & 1) != 0;
    }
}
