package io.weathervane.doccat.features;

import java.util.Arrays;

/**
 * What words add to the scores of the labels, by their key. A word may push out another one; then it is worked out again when
 * it comes. One half of a key finds the place and the other half is the mark in it. For one thread.
 */
final class WordScores {

    private static final int PLACES = 1 << 16;
    static final int UNKNOWN = -1;

    private final int width;
    private final int[] places;
    private final float[] learned;

    WordScores(int labels) {
        this.width = labels + 1;
        this.places = new int[PLACES * width];
        this.learned = new float[labels];
    }

    /** Where the word is, or {@link #UNKNOWN}. */
    int find(long key) {
        int at = at(key);
        return places[at] == mark(key) ? at : UNKNOWN;
    }

    /** The word's features give its scores from now on. */
    int learn(long key, HashedFeatures features, WeightTable weights) {
        Arrays.fill(learned, 0);
        weights.add(features, learned);
        int at = at(key);
        places[at] = mark(key);
        for (int label = 0; label < learned.length; label++) {
            places[at + 1 + label] = Float.floatToRawIntBits(learned[label]);
        }
        return at;
    }

    void add(int at, float[] sums) {
        for (int label = 0; label < learned.length; label++) {
            sums[label] += Float.intBitsToFloat(places[at + 1 + label]);
        }
    }

    private int at(long key) {
        return ((int) key & PLACES - 1) * width;
    }

    /** Never 0, which is an empty place. */
    private static int mark(long key) {
        int mark = (int) (key >>> 32);
        return mark == 0 ? 1 : mark;
    }
}
