package io.weathervane.doccat.features;

import java.util.Arrays;

/**
 * What words add to the scores of a model, by their key. A word may push out another one; then it is worked out again when it
 * comes. For one thread.
 */
final class WordScores {

    private static final int PLACES = 1 << 16;

    private final int labels;
    private final long[] keys = new long[PLACES];
    private final float[] scores;

    WordScores(int labels) {
        this.labels = labels;
        this.scores = new float[PLACES * labels];
    }

    private static int place(long key) {
        return (int) key & PLACES - 1;
    }

    boolean knows(long key) {
        return keys[place(key)] == key;
    }

    /** The word's features give its scores from now on. */
    void learn(long key, HashedFeatures features, WeightTable weights) {
        int place = place(key);
        keys[place] = key;
        Arrays.fill(scores, place * labels, (place + 1) * labels, 0);
        weights.add(features, scores, place * labels);
    }

    void addTo(float[] sums, long key) {
        int from = place(key) * labels;
        for (int label = 0; label < sums.length; label++) {
            sums[label] += scores[from + label];
        }
    }
}
