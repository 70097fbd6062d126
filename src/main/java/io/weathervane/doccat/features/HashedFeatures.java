package io.weathervane.doccat.features;

import java.util.Arrays;

/**
 * Collects the hashes of features, in their order and as often as they come. To be reused for one text after the other, by one
 * thread.
 */
public final class HashedFeatures implements FeatureSink {

    private long state;
    private long[] hashes = new long[256];
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
    public FeatureSink put(CharSequence text) {
        state = FeatureHash.append(state, text);
        return this;
    }

    @Override
    public FeatureSink put(Word word) {
        state = word.appendedTo(state);
        return this;
    }

    @Override
    public void emit() {
        add(FeatureHash.mix(state));
    }

    @Override
    public void emit(int times) {
        long hash = FeatureHash.mix(state);
        for (int time = 0; time < times; time++) {
            add(hash);
        }
    }

    /** Adds what {@link FeatureHash#of} gives. */
    public void add(long hash) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash;
    }

    public int size() {
        return count;
    }

    public long hash(int i) {
        return hashes[i];
    }

    /** Removes those that the filter knows not to be there. */
    void retain(FeatureFilter filter) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long hash = hashes[i];
            hashes[kept] = hash;
            kept += filter.find(hash);
        }
        count = kept;
    }

    public void clear() {
        count = 0;
    }
}
