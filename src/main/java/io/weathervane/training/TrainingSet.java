package io.weathervane.training;

import java.util.Arrays;

/**
 * Texts as the trainer sees them: the numbers of their features, and for each text which labels it may have ({@code right})
 * among which ({@code among}), both as sets of bits.
 */
final class TrainingSet {

    private static final double[] NO_INTERCEPTS = {};

    final int labels;
    final FeatureRows rows;
    int features;
    long[] right = new long[1024];
    long[] among = new long[1024];
    float[] weights = new float[1024];
    byte[] folds = new byte[1024];
    byte[] sources = new byte[1024];
    /** What is added to the scores of a source's texts while training, by source; see {@link FrequencyIntercepts}. */
    double[][] intercepts = {};

    TrainingSet(int labels) {
        this.labels = labels;
        this.rows = new FeatureRows();
    }

    private TrainingSet(TrainingSet other) {
        labels = other.labels;
        rows = other.rows.copy();
        right = other.right;
        among = other.among;
        weights = other.weights;
        folds = other.folds;
        sources = other.sources;
        intercepts = other.intercepts;
    }

    /** A set with the features alone that its own texts have often enough, and what their numbers are here. */
    record Local(TrainingSet set, int[] numbers) {}

    Local local(int cutoff) {
        int[] frequencies = new int[features];
        rows.addFrequencies(frequencies);
        int[] renumbering = new int[features];
        int[] numbers = new int[features];
        int kept = 0;
        for (int i = 0; i < features; i++) {
            renumbering[i] = -1;
            if (frequencies[i] >= cutoff) {
                numbers[kept] = i;
                renumbering[i] = kept++;
            }
        }
        if (kept == features) {
            return new Local(this, numbers);
        }
        TrainingSet local = new TrainingSet(this);
        local.rows.renumber(renumbering);
        local.features = kept;
        return new Local(local, Arrays.copyOf(numbers, kept));
    }

    int size() {
        return rows.size();
    }

    /** Describes the row that {@link FeatureRows#endRow} ends next. */
    void describe(long rightLabels, long amongLabels, double weight, int fold, int source) {
        int row = rows.size();
        if (row == right.length) {
            int capacity = row + (row >> 1);
            right = Arrays.copyOf(right, capacity);
            among = Arrays.copyOf(among, capacity);
            weights = Arrays.copyOf(weights, capacity);
            folds = Arrays.copyOf(folds, capacity);
            sources = Arrays.copyOf(sources, capacity);
        }
        right[row] = rightLabels;
        among[row] = amongLabels;
        weights[row] = (float) weight;
        folds[row] = (byte) fold;
        sources[row] = (byte) source;
    }

    /** By label, or none. */
    double[] intercepts(int row) {
        return sources[row] < intercepts.length ? intercepts[sources[row]] : NO_INTERCEPTS;
    }

    /** The label of a row that has exactly one, -1 of another. */
    int label(int row) {
        return Long.bitCount(right[row]) == 1 ? Long.numberOfTrailingZeros(right[row]) : -1;
    }

    /** The rows of all folds but this one. */
    int[] without(int fold) {
        return select(fold, false);
    }

    int[] only(int fold) {
        return select(fold, true);
    }

    int[] all() {
        int[] selected = new int[size()];
        Arrays.setAll(selected, i -> i);
        return selected;
    }

    private int[] select(int fold, boolean inside) {
        int[] selected = new int[size()];
        int count = 0;
        for (int row = 0; row < size(); row++) {
            if (folds[row] == fold == inside) {
                selected[count++] = row;
            }
        }
        return Arrays.copyOf(selected, count);
    }
}
