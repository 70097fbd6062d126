package io.weathervane.doccat.features;

/**
 * Weights by the hash of their feature: an open-addressed table, each of whose places is a mark and then the weights, so that a
 * look-up touches memory once. A filter in front, small enough for a processor's cache, knows most of the features that are not
 * there. One half of a hash finds the place and the other half is the mark, so two features of a model are mistaken for each
 * other once in 10<sup>8</sup> models. Immutable once filled.
 */
final class WeightTable {

    private static final int FILTER_BITS_PER_PLACE = 4;

    private final int labels;
    private final int width;
    private final int mask;
    private final int[] places;
    private final long[] filter;
    private final int filterMask;

    WeightTable(int features, int labels) {
        int capacity = Integer.highestOneBit(Math.max(16, features)) << 1;
        this.labels = labels;
        this.width = labels + 1;
        this.mask = capacity - 1;
        this.places = new int[capacity * width];
        this.filterMask = capacity * FILTER_BITS_PER_PLACE - 1;
        this.filter = new long[capacity * FILTER_BITS_PER_PLACE / Long.SIZE];
    }

    void put(long hash, int[] outcomes, double[] values) {
        int slot = (int) hash & mask;
        while (places[slot * width] != 0) {
            slot = slot + 1 & mask;
        }
        places[slot * width] = mark(hash);
        for (int i = 0; i < outcomes.length; i++) {
            places[slot * width + 1 + outcomes[i]] = Float.floatToRawIntBits((float) values[i]);
        }
        int bit = bit(hash);
        filter[bit >>> 6] |= 1L << bit;
    }

    /** Adds the weights of the features to the scores from a place on. */
    void add(HashedFeatures features, float[] scores, int from) {
        int size = features.size();
        int i = 0;
        while (i < size) {
            long hash = features.hash(i);
            int times = 1;
            while (i + times < size && features.hash(i + times) == hash) {
                times++;
            }
            int bit = bit(hash);
            if ((filter[bit >>> 6] >>> bit & 1) != 0) {
                add(hash, times, scores, from);
            }
            i += times;
        }
    }

    private void add(long hash, int times, float[] scores, int from) {
        int mark = mark(hash);
        int at = ((int) hash & mask) * width;
        while (places[at] != 0 && places[at] != mark) {
            at = at + width == places.length ? 0 : at + width;
        }
        if (places[at] != 0) {
            for (int label = 0; label < labels; label++) {
                scores[from + label] += times * Float.intBitsToFloat(places[at + 1 + label]);
            }
        }
    }

    /** From the middle of the hash: its end finds the place. */
    private int bit(long hash) {
        return (int) (hash >>> 20) & filterMask;
    }

    /** Never 0, which is an empty place. */
    private static int mark(long hash) {
        int mark = (int) (hash >>> 32);
        return mark == 0 ? 1 : mark;
    }
}
