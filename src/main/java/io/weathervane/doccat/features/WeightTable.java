package io.weathervane.doccat.features;

/**
 * Weights by the hash of their feature: an open-addressed table, each of whose places is a mark and the number of a row of weights.
 * A filter in front knows most of the features that are not there. One half of a hash finds the place and the other half is the
 * mark, so two features are mistaken for each other once in 10<sup>8</sup> models. Immutable once filled.
 */
final class WeightTable {

    /** How many places there are for a feature: with fewer, a search takes many steps. */
    private static final int PLACES = 2;

    private static final long MARK = 0xFFFFFFFF00000000L;

    private final int labels;
    private final FeatureFilter filter;
    /** The mark, and one more than the row; 0 is an empty place. */
    private final long[] places;

    private final float[] rows;
    private int count;

    /** @param features how many different ones will be put, at most */
    WeightTable(int features, int labels) {
        this.labels = labels;
        this.filter = new FeatureFilter(features);
        this.places = new long[PLACES * Math.max(8, features)];
        this.rows = new float[Math.multiplyExact(features, labels)];
    }

    /** Where the weights of a feature begin, which is put into the table if it is not there. */
    int put(long hash) {
        int at = find(hash);
        if (places[at] == 0) {
            places[at] = hash & MARK | ++count;
            filter.put(hash);
        }
        return row(at);
    }

    void set(int row, int label, float weight) {
        rows[row + label] = weight;
    }

    /** Adds the weights of the features, as often as each comes, to the scores of all labels. Features that are not there are removed. */
    void add(HashedFeatures features, FoundRows found, float[] scores) {
        features.retain(filter);
        int size = features.size();
        found.clear();
        int i = 0;
        while (i < size) {
            long hash = features.hash(i);
            int times = 1;
            while (i + times < size && features.hash(i + times) == hash) {
                times++;
            }
            int at = find(hash);
            if (places[at] != 0) {
                found.add(row(at), times);
            }
            i += times;
        }
        found.addTo(scores, rows);
    }

    private int row(int at) {
        return ((int) places[at] - 1) * labels;
    }

    /** Where the feature is, or the empty place where it would be. */
    private int find(long hash) {
        int at = (int) ((hash & ~MARK) * places.length >>> 32);
        while (places[at] != 0 && ((places[at] ^ hash) & MARK) != 0) {
            at = at + 1 == places.length ? 0 : at + 1;
        }
        return at;
    }
}
