package io.weathervane.training;

/**
 * Counts hashes in little memory: what it says is never too low, and rarely too high. So most features that are too rare to
 * be kept never need an entry of their own.
 */
final class FrequencyFilter {

    private final byte[] counters;

    /** @param expected about how many different hashes are to come */
    FrequencyFilter(long expected) {
        counters = new byte[(int) Math.min(1 << 28, Math.max(1 << 16, Long.highestOneBit(expected) << 2))];
    }

    void count(long hash) {
        int slot = slot(hash);
        if (counters[slot] < Byte.MAX_VALUE) {
            counters[slot]++;
        }
    }

    boolean mayReach(long hash, int cutoff) {
        return counters[slot(hash)] >= Math.min(cutoff, Byte.MAX_VALUE);
    }

    /** How many of all that was counted may reach the cutoff. */
    long occurrences(long counted, int cutoff) {
        long rare = 0;
        for (byte counter : counters) {
            rare += counter < Math.min(cutoff, Byte.MAX_VALUE) ? counter : 0;
        }
        return counted - rare;
    }

    private int slot(long hash) {
        return (int) (hash >>> 20) & counters.length - 1;
    }
}
