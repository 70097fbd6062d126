package io.weathervane.doccat.features;

/**
 * What words add to the scores of the labels, by their key. A word may push out another one; then it is worked out again when
 * it comes. For one thread.
 */
final class WordScores {

    static final int UNKNOWN = -1;
    private static final int PLACES = 1 << 17;

    private final int labels;
    private final long[] keys = new long[PLACES];
    private final float[] scores;

    WordScores(int labels) {
        this.labels = labels;
        this.scores = new float[PLACES * labels];
    }

    /** Where the word's scores begin in {@link #scores}, or {@link #UNKNOWN}. */
    int find(long key) {
        int place = place(key);
        return keys[place] == key ? place * labels : UNKNOWN;
    }

    /** Remembers the scores of a word and tells where they begin. */
    int learn(long key, float[] ofWord) {
        int place = place(key);
        keys[place] = key;
        System.arraycopy(ofWord, 0, scores, place * labels, labels);
        return place * labels;
    }

    float[] scores() {
        return scores;
    }

    private static int place(long key) {
        return (int) key & PLACES - 1;
    }
}
