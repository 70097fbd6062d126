package io.weathervane.training.compare;

import io.weathervane.training.Evaluation;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much figures would differ if other texts of the same kind had been measured on (Efron, "Bootstrap Methods", 1979): each
 * sample draws as many texts as there are, with replacement. All candidates are measured on the same samples, so that they can
 * be compared pair by pair. The same seed draws the same samples.
 */
final class Bootstrap {

    static final int SAMPLES = 1000;

    private final List<String> labels;
    private final int[] right;
    private final long[] seeds;

    Bootstrap(List<String> labels, int[] right, long seed) {
        this.labels = labels;
        this.right = right;
        this.seeds = new SplittableRandom(seed).longs(SAMPLES).toArray();
    }

    /**
     * @param given for each candidate, the label that each text was given
     * @return for each candidate, the figure of each sample
     */
    double[][] samples(List<int[]> given, ToDoubleFunction<Evaluation> figure) {
        double[][] figures = new double[given.size()][SAMPLES];
        IntStream.range(0, SAMPLES).parallel().forEach(sample -> {
            int[] times = draw(new SplittableRandom(seeds[sample]));
            for (int candidate = 0; candidate < figures.length; candidate++) {
                figures[candidate][sample] = figure.applyAsDouble(evaluation(given.get(candidate), times));
            }
        });
        return figures;
    }

    private int[] draw(SplittableRandom random) {
        int[] times = new int[right.length];
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
        return times;
    }

    private Evaluation evaluation(int[] given, int[] times) {
        int[][] confusion = new int[labels.size()][labels.size()];
        for (int i = 0; i < times.length; i++) {
            confusion[right[i]][given[i]] += times[i];
        }
        return new Evaluation(labels, confusion, 0, 0);
    }
}
