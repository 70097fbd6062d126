package io.weathervane.training;

import java.util.Collections;
import java.util.List;

/**
 * Makes probabilities of scores: {@code softmax(scale * score + offset)}. Fitted on texts that the scoring model has not seen.
 *
 * @param scale of all scores
 * @param offsets by label
 */
public record Calibration(double scale, double[] offsets) {

    private static final int ITERATIONS = 200;
    private static final double TOLERANCE = 1e-9;
    private static final double LARGEST_SHIFT = 2;
    private static final double SHIFT = 0.05;
    private static final int ROUNDS = 3;
    private static final int TEMPERATURES = 60;
    private static final double TEMPERATURE_STEP = 0.02;

    /** Leaves the scores as they are. */
    public static Calibration none(int labels) {
        return new Calibration(1, new double[labels]);
    }

    /** The most likely one (Platt scaling for many labels; Guo et al., "On Calibration of Modern Neural Networks", 2017). */
    static Calibration fit(double[][] scores, int[] labels, int size) {
        double[] point = new double[size + 1];
        double[] probabilities = new double[size];
        new Lbfgs(ITERATIONS, TOLERANCE)
                .minimize(
                        (at, gradient) -> {
                            java.util.Arrays.fill(gradient, 0);
                            double scale = StrictMath.exp(at[size]);
                            double loss = 0;
                            for (int i = 0; i < labels.length; i++) {
                                for (int k = 0; k < size; k++) {
                                    probabilities[k] = scale * scores[i][k] + at[k];
                                }
                                loss += MaxentObjective.pull(probabilities, 1L << labels[i], -1L);
                                for (int k = 0; k < size; k++) {
                                    gradient[k] += probabilities[k];
                                    gradient[size] += probabilities[k] * scale * scores[i][k];
                                }
                            }
                            return loss;
                        },
                        point,
                        (iteration, value) -> {});
        return new Calibration(StrictMath.exp(point[size]), java.util.Arrays.copyOf(point, size));
    }

    /** Moves the offsets so that decisions serve the objective best, and keeps the probability of what is decided true. */
    Calibration serving(Objective objective, double[] extra, double[][] scores, int[] labels, List<String> names) {
        double[] moved = offsets.clone();
        if (objective != Objective.ACCURACY) {
            double best = value(objective, moved, scores, labels, names);
            for (int round = 0; round < ROUNDS; round++) {
                for (int k = 0; k < moved.length; k++) {
                    double start = moved[k];
                    double kept = start;
                    for (int step = (int) (-LARGEST_SHIFT / SHIFT); step <= LARGEST_SHIFT / SHIFT; step++) {
                        moved[k] = start + step * SHIFT;
                        double value = value(objective, moved, scores, labels, names);
                        if (value > best) {
                            best = value;
                            kept = moved[k];
                        }
                    }
                    moved[k] = kept;
                }
            }
        }
        for (int k = 0; k < moved.length; k++) {
            moved[k] += extra[k];
        }
        return new Calibration(scale, moved).confident(scores, labels);
    }

    private double value(Objective objective, double[] moved, double[][] scores, int[] labels, List<String> names) {
        EvaluationCounter counter = new EvaluationCounter(names);
        Calibration candidate = new Calibration(scale, moved);
        for (int i = 0; i < labels.length; i++) {
            counter.count(labels[i], candidate.raw(scores[i]));
        }
        return objective.of(counter.evaluation(0));
    }

    /** The same decisions, with the one temperature at which the highest probability says best how often it is right. */
    public Calibration confident(double[][] scores, int[] labels) {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int step = -TEMPERATURES; step <= TEMPERATURES; step++) {
            double factor = StrictMath.exp(step * TEMPERATURE_STEP);
            double error = times(factor).error(scores, labels);
            if (error < least) {
                least = error;
                best = factor;
            }
        }
        return times(best);
    }

    private double error(double[][] scores, int[] labels) {
        EvaluationCounter counter = new EvaluationCounter(Collections.nCopies(offsets.length, ""));
        for (int i = 0; i < labels.length; i++) {
            counter.count(labels[i], probabilities(scores[i]));
        }
        return counter.evaluation(0).expectedCalibrationError();
    }

    Calibration times(double factor) {
        double[] scaled = offsets.clone();
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] *= factor;
        }
        return new Calibration(scale * factor, scaled);
    }

    private double[] raw(double[] scores) {
        double[] raw = new double[scores.length];
        for (int k = 0; k < raw.length; k++) {
            raw[k] = scale * scores[k] + offsets[k];
        }
        return raw;
    }

    /** Adding up to 1. */
    public double[] probabilities(double[] scores) {
        double[] result = raw(scores);
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : result) {
            highest = Math.max(highest, value);
        }
        double sum = 0;
        for (int k = 0; k < result.length; k++) {
            result[k] = StrictMath.exp(result[k] - highest);
            sum += result[k];
        }
        for (int k = 0; k < result.length; k++) {
            result[k] /= sum;
        }
        return result;
    }
}
