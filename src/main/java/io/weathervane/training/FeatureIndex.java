package io.weathervane.training;

import java.util.Arrays;

/** Numbers hashes of features from 0 on, in the order of their first appearance. An open-addressed table; not for threads. */
final class FeatureIndex {

    private static final double FULL = 0.6;

    private long[] keys;
    private int[] numbers;
    private int size;

    FeatureIndex(int expected) {
        int capacity = Integer.highestOneBit((int) (Math.max(16, expected) / FULL)) << 1;
        keys = new long[capacity];
        numbers = new int[capacity];
    }

    int size() {
        return size;
    }

    /** The number of the hash, which gets one if it has none yet. */
    int add(long hash) {
        int slot = slot(keys, hash);
        if (keys[slot] == 0) {
            if (size >= keys.length * FULL) {
                grow();
                slot = slot(keys, hash);
            }
            keys[slot] = hash;
            numbers[slot] = size++;
        }
        return numbers[slot];
    }

    /** The number of the hash, -1 if it has none. */
    int find(long hash) {
        int slot = slot(keys, hash);
        return keys[slot] == 0 ? -1 : numbers[slot];
    }

    /** Numbers anew: {@code renumbering[old]} is the new number, negative for what is to be dropped. */
    FeatureIndex renumbered(int[] renumbering, int kept) {
        FeatureIndex index = new FeatureIndex(kept);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0 && renumbering[numbers[i]] >= 0) {
                int slot = slot(index.keys, keys[i]);
                index.keys[slot] = keys[i];
                index.numbers[slot] = renumbering[numbers[i]];
            }
        }
        index.size = kept;
        return index;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
        Arrays.fill(oldKeys, 0);
    }

    private static int slot(long[] keys, long hash) {
        int mask = keys.length - 1;
        int slot = (int) hash & mask;
        while (keys[slot] != 0 && keys[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
