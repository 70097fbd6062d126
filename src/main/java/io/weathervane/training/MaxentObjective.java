package io.weathervane.training;

import java.util.stream.IntStream;

/**
 * The negative log-likelihood of a maximum-entropy model on texts of which the right label, or only a set that contains it,
 * is known, with a Gaussian prior whose width differs by weight. The rows are summed in a fixed number of parts, so that the
 * result does not depend on how many processors there are.
 */
final class MaxentObjective implements Lbfgs.Function {

    private static final int PARTS = 2;

    private final TrainingSet set;
    private final float[][] inputs;
    private final int[] selected;
    private final int columns;
    private final float[] scales;
    private final double strength;
    private final float[] weights;
    private final double[][] gradients;

    /** @param columns how many labels have weights: all, or one of two */
    MaxentObjective(TrainingSet set, float[][] inputs, int[] selected, int columns, float[] scales, double strength) {
        this.set = set;
        this.inputs = inputs;
        this.selected = selected;
        this.columns = columns;
        this.scales = scales;
        this.strength = strength;
        this.weights = new float[scales.length];
        this.gradients = new double[PARTS - 1][scales.length];
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        for (int i = 0; i < point.length; i++) {
            weights[i] = (float) (point[i] * scales[i]);
        }
        double[] losses = new double[PARTS];
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            double[] sums = part == 0 ? gradient : gradients[part - 1];
            java.util.Arrays.fill(sums, 0);
            int from = (int) ((long) selected.length * part / PARTS);
            int to = (int) ((long) selected.length * (part + 1) / PARTS);
            losses[part] = sum(from, to, sums);
        });
        double loss = 0;
        for (double part : losses) {
            loss += part;
        }
        double squares = 0;
        for (int i = 0; i < point.length; i++) {
            double slope = gradient[i];
            for (double[] part : gradients) {
                slope += part[i];
            }
            gradient[i] = slope * scales[i] + point[i] / strength;
            squares += point[i] * point[i];
        }
        return loss + squares / (2 * strength);
    }

    private double sum(int from, int to, double[] gradient) {
        int labels = set.labels;
        double[] scores = new double[labels];
        int[] features = set.rows.columns();
        double loss = 0;
        for (int i = from; i < to; i++) {
            int row = selected[i];
            int start = set.rows.start(row);
            int end = set.rows.end(row);
            score(features, start, end, inputs[row], scores);
            double[] intercepts = set.intercepts(row);
            for (int label = 0; label < intercepts.length; label++) {
                scores[label] += intercepts[label];
            }
            loss += set.weights[row] * pull(scores, set.right[row], set.among[row]);
            for (int column = 0; column < columns; column++) {
                scores[column] *= set.weights[row];
            }
            pull(features, start, end, scores, gradient);
            float[] input = inputs[row];
            for (int j = 0; j < input.length; j++) {
                int at = (set.features + j) * columns;
                for (int column = 0; column < columns; column++) {
                    gradient[at + column] += input[j] * scores[column];
                }
            }
        }
        return loss;
    }

    private void pull(int[] features, int start, int end, double[] slopes, double[] gradient) {
        if (columns == 1) {
            double slope = slopes[0];
            for (int j = start; j < end; j++) {
                gradient[features[j]] += slope;
            }
            return;
        }
        for (int j = start; j < end; j++) {
            int at = features[j] * columns;
            for (int column = 0; column < columns; column++) {
                gradient[at + column] += slopes[column];
            }
        }
    }

    private void score(int[] features, int start, int end, float[] input, double[] scores) {
        java.util.Arrays.fill(scores, 0);
        if (columns == 1) {
            double score = 0;
            for (int j = start; j < end; j++) {
                score += weights[features[j]];
            }
            scores[0] = score;
        } else {
            for (int j = start; j < end; j++) {
                int at = features[j] * columns;
                for (int column = 0; column < columns; column++) {
                    scores[column] += weights[at + column];
                }
            }
        }
        for (int j = 0; j < input.length; j++) {
            int at = (set.features + j) * columns;
            for (int column = 0; column < columns; column++) {
                scores[column] += input[j] * weights[at + column];
            }
        }
    }

    /** Turns scores into the slope of the loss for each; returns the loss. */
    static double pull(double[] scores, long right, long among) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < scores.length; label++) {
            if ((among >> label & 1) != 0) {
                highest = Math.max(highest, scores[label]);
            }
        }
        double all = 0;
        double good = Double.MIN_NORMAL;
        for (int label = 0; label < scores.length; label++) {
            boolean counts = (among >> label & 1) != 0;
            scores[label] = counts ? StrictMath.exp(scores[label] - highest) : 0;
            all += scores[label];
            good += (right >> label & 1) != 0 ? scores[label] : 0;
        }
        for (int label = 0; label < scores.length; label++) {
            double share = (right >> label & 1) != 0 ? scores[label] / good : 0;
            scores[label] = scores[label] / all - share;
        }
        return StrictMath.log(all / good);
    }
}
