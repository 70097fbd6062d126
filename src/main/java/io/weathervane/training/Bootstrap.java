package io.weathervane.training;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much figures would differ if other texts of the same kind had been measured on (Efron, "Bootstrap Methods", 1979): each
 * sample draws as many texts as there are, with replacement. Whatever is measured on these texts is measured on the same
 * samples, so that it can be compared pair by pair. The same seed draws the same samples, however many processors there are.
 */
public final class Bootstrap {

    static final int SAMPLES = 1000;

    private final List<String> labels;
    private final int[] right;
    private final long[] seeds;

    /** @param right for each text, the place of its label among the labels */
    public Bootstrap(List<String> labels, int[] right, long seed) {
        this.labels = labels;
        this.right = right;
        this.seeds = new SplittableRandom(seed).longs(SAMPLES).toArray();
    }

    /**
     * @param given for each candidate, the label that each text was given
     * @param figure of the labels alone: the evaluations know no probabilities
     * @return for each candidate, the figure of each sample
     */
    public double[][] samples(List<int[]> given, ToDoubleFunction<Evaluation> figure) {
        double[][] figures = new double[given.size()][SAMPLES];
        IntStream.range(0, SAMPLES).parallel().forEach(sample -> {
            int[] times = draw(new SplittableRandom(seeds[sample]));
            for (int candidate = 0; candidate < figures.length; candidate++) {
                figures[candidate][sample] =
                        figure.applyAsDouble(evaluation(confusion(given.get(candidate), times), 0));
            }
        });
        return figures;
    }

    /**
     * @param given the label that each text was given
     * @param probabilities of these labels
     * @return the intervals of what is measured on all texts
     */
    public EvaluationIntervals intervals(int[] given, float[] probabilities, Evaluation measured) {
        List<Evaluation> samples = IntStream.range(0, SAMPLES)
                .parallel()
                .mapToObj(sample -> {
                    int[] times = draw(new SplittableRandom(seeds[sample]));
                    Reliability reliability = new Reliability();
                    for (int i = 0; i < times.length; i++) {
                        reliability.count(probabilities[i], given[i] == right[i], times[i]);
                    }
                    return evaluation(confusion(given, times), reliability.expectedCalibrationError());
                })
                .toList();
        return EvaluationIntervals.of(measured, samples);
    }

    private int[] draw(SplittableRandom random) {
        int[] times = new int[right.length];
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
        return times;
    }

    private int[][] confusion(int[] given, int[] times) {
        int[][] confusion = new int[labels.size()][labels.size()];
        for (int i = 0; i < times.length; i++) {
            confusion[right[i]][given[i]] += times[i];
        }
        return confusion;
    }

    private Evaluation evaluation(int[][] confusion, double expectedCalibrationError) {
        return new Evaluation(labels, confusion, expectedCalibrationError, 0);
    }
}
