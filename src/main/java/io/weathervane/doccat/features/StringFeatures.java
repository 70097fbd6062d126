package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects features as strings, in their order and as often as they come. */
final class StringFeatures implements FeatureSink {

    private final StringBuilder current = new StringBuilder(32);
    private final List<String> features = new ArrayList<>();

    @Override
    public FeatureSink begin(char kind) {
        current.setLength(0);
        current.append(kind);
        return this;
    }

    @Override
    public FeatureSink put(char c) {
        current.append(c);
        return this;
    }

    @Override
    public FeatureSink put(CharSequence text) {
        current.append(text);
        return this;
    }

    @Override
    public FeatureSink put(Word word) {
        current.append(word.form());
        return this;
    }

    @Override
    public void emit() {
        emit(1);
    }

    @Override
    public void emit(int times) {
        features.addAll(Collections.nCopies(times, current.toString()));
    }

    List<String> features() {
        return features;
    }
}
