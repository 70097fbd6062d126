package io.weathervane.doccat.features;

/**
 * Weights by the hash of their feature: an open-addressed table, each of whose places is a mark and then the weights, so that a
 * look-up touches memory once. A Bloom filter in front, small enough for a processor's cache, knows most of the features that are
 * not there. One half of a hash finds the place and the other half is the mark, so two features are mistaken for each other
 * once in 10<sup>8</sup> models. Immutable once filled.
 */
final class WeightTable {

    /** How many places there are for a feature: with fewer, a search takes many steps. */
    private static final int PLACES = 2;

    private static final int FILTER_BITS = 12;

    private final int labels;
    private final int width;
    private final int capacity;
    private final int[] places;
    private final long[] filter;

    /** @param features how many different ones will be put, at most */
    WeightTable(int features, int labels) {
        this.labels = labels;
        this.width = labels + 1;
        this.capacity = PLACES * Math.max(8, features);
        this.places = new int[Math.multiplyExact(capacity, width)];
        this.filter = new long[Integer.highestOneBit(capacity * (FILTER_BITS / PLACES) / Long.SIZE) << 1];
    }

    /** Sets the weights of a feature for some labels, which are counted from a place on. */
    void put(long hash, int from, int[] outcomes, double[] values) {
        int at = find(hash);
        places[at] = mark(hash);
        for (int i = 0; i < outcomes.length; i++) {
            places[at + 1 + from + outcomes[i]] = Float.floatToRawIntBits((float) values[i]);
        }
        filter[block(hash)] |= bits(hash);
    }

    /** Adds the weights of the features, as often as each comes, to the scores of all labels. */
    void add(HashedFeatures features, float[] scores) {
        int size = features.size();
        int i = 0;
        while (i < size) {
            long hash = features.hash(i);
            int times = 1;
            while (i + times < size && features.hash(i + times) == hash) {
                times++;
            }
            long bits = bits(hash);
            if ((filter[block(hash)] & bits) == bits) {
                add(hash, times, scores);
            }
            i += times;
        }
    }

    private void add(long hash, int times, float[] scores) {
        int at = find(hash);
        if (places[at] != 0) {
            for (int label = 0; label < labels; label++) {
                scores[label] += times * Float.intBitsToFloat(places[at + 1 + label]);
            }
        }
    }

    /** Where the feature is, or the empty place where it would be. */
    private int find(long hash) {
        int mark = mark(hash);
        int at = (int) ((hash & 0xFFFFFFFFL) * capacity >>> 32) * width;
        while (places[at] != 0 && places[at] != mark) {
            at = at + width == places.length ? 0 : at + width;
        }
        return at;
    }

    private int block(long hash) {
        return (int) (hash >>> 20) & filter.length - 1;
    }

    /** Two bits of the block. */
    private static long bits(long hash) {
        return 1L << hash | 1L << (hash >>> 6);
    }

    /** Never 0, which is an empty place. */
    private static int mark(long hash) {
        int mark = (int) (hash >>> 32);
        return mark == 0 ? 1 : mark;
    }
}
