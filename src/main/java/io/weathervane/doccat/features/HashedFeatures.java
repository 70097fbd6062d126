package io.weathervane.doccat.features;

import java.util.Arrays;

/** Collects the hashes of features, each once. To be reused for one text after the other, by one thread. */
public final class HashedFeatures implements FeatureSink {

    private long state;
    private long[] hashes = new long[512];
    private int[] table = new int[2048];
    private int count;

    @Override
    public FeatureSink begin(char kind) {
        state = FeatureHash.step(0, kind);
        return this;
    }

    @Override
    public FeatureSink put(char c) {
        state = FeatureHash.step(state, c);
        return this;
    }

    @Override
    public void emit() {
        add(FeatureHash.mix(state));
    }

    /** Adds what {@link FeatureHash#of} gives. */
    public void add(long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != 0) {
            if (hashes[table[slot] - 1] == hash) {
                return;
            }
            slot = slot + 1 & mask;
        }
        if (count == hashes.length) {
            grow();
            add(hash);
            return;
        }
        hashes[count++] = hash;
        table[slot] = count;
    }

    public int size() {
        return count;
    }

    public long hash(int i) {
        return hashes[i];
    }

    public void clear() {
        if (count < table.length >> 4) {
            int mask = table.length - 1;
            for (int i = count - 1; i >= 0; i--) {
                int slot = (int) hashes[i] & mask;
                while (table[slot] != i + 1) {
                    slot = slot + 1 & mask;
                }
                table[slot] = 0;
            }
        } else {
            Arrays.fill(table, 0);
        }
        count = 0;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        table = new int[4 * hashes.length];
        int mask = table.length - 1;
        for (int i = 0; i < count; i++) {
            int slot = (int) hashes[i] & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i + 1;
        }
    }
}
