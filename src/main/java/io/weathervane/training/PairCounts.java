package io.weathervane.training;

import java.util.Arrays;

/** Sums by pairs of numbers, in an open-addressed table; not for threads. */
final class PairCounts {

    private static final double FULL = 0.6;

    private long[] keys = new long[1 << 20];
    private float[] sums = new float[1 << 20];
    private int size;

    void add(int first, int second, float value) {
        long key = ((long) first << 32 | second) + 1;
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (size >= keys.length * FULL) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            size++;
        }
        sums[slot] += value;
    }

    /** The pairs in their order. */
    long[] sortedKeys() {
        long[] sorted = Arrays.stream(keys).filter(key -> key != 0).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    static int first(long key) {
        return (int) (key - 1 >>> 32);
    }

    static int second(long key) {
        return (int) (key - 1);
    }

    float sum(long key) {
        return sums[slot(key)];
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        float[] oldSums = sums;
        keys = new long[2 * oldKeys.length];
        sums = new float[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                sums[slot] = oldSums[i];
            }
        }
    }
}
