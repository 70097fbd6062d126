package io.weathervane.doccat.features;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects features as strings, each once, in the order of their first appearance. */
final class StringFeatures implements FeatureSink {

    private final StringBuilder current = new StringBuilder(32);
    private final Set<String> features = new LinkedHashSet<>();

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
    public void emit() {
        features.add(current.toString());
    }

    Set<String> features() {
        return features;
    }
}
