package io.weathervane.doccat.features;

/**
 * Weights by the hash of their feature: an open-addressed table. Half of a hash finds the place and the other half says whether
 * it is the right one, so two features of a model are mistaken for each other once in 10<sup>8</sup> models.
 */
final class WeightTable {

    private final int labels;
    private final int mask;
    private final int[] marks;
    private final float[] weights;

    WeightTable(int features, int labels) {
        int capacity = Integer.highestOneBit(Math.max(8, features)) << 2;
        this.labels = labels;
        this.mask = capacity - 1;
        this.marks = new int[capacity];
        this.weights = new float[capacity * labels];
    }

    void put(long hash, int[] outcomes, double[] values) {
        int mark = mark(hash);
        int slot = (int) hash & mask;
        while (marks[slot] != 0) {
            slot = slot + 1 & mask;
        }
        marks[slot] = mark;
        for (int i = 0; i < outcomes.length; i++) {
            weights[slot * labels + outcomes[i]] = (float) values[i];
        }
    }

    void add(HashedFeatures features, double[] scores) {
        for (int i = 0; i < features.size(); i++) {
            long hash = features.hash(i);
            int mark = mark(hash);
            int slot = (int) hash & mask;
            while (marks[slot] != 0 && marks[slot] != mark) {
                slot = slot + 1 & mask;
            }
            if (marks[slot] != 0) {
                int at = slot * labels;
                for (int label = 0; label < scores.length; label++) {
                    scores[label] += weights[at + label];
                }
            }
        }
    }

    /** Never 0, which is an empty place. */
    private static int mark(long hash) {
        int mark = (int) (hash >>> 32);
        return mark == 0 ? 1 : mark;
    }
}
