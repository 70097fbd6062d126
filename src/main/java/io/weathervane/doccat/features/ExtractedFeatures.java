package io.weathervane.doccat.features;

import java.util.Arrays;

/** The features of the last text, by generator. Of one thread. */
final class ExtractedFeatures {

    private static final int MOST_KEPT = 8;
    private static final int LARGEST_KEPT = 100_000;
    private static final String[] NONE = {};

    private String[] tokens = NONE;
    private Words words;
    private Class<?>[] classes = new Class<?>[MOST_KEPT];
    private HashedFeatures[] features = new HashedFeatures[MOST_KEPT];
    private int count;

    /** Forgets what was, unless it is the same array again. */
    void open(String[] newTokens) {
        if (tokens != newTokens) {
            tokens = newTokens;
            words = null;
            count = 0;
        }
    }

    HashedFeatures of(TextFeatureGenerator generator) {
        for (int i = 0; i < count; i++) {
            if (classes[i] == generator.getClass()) {
                return features[i];
            }
        }
        if (words == null) {
            words = Words.of(tokens);
        }
        HashedFeatures extracted = next(generator.getClass());
        generator.generate(words, extracted);
        return extracted;
    }

    private HashedFeatures next(Class<?> generator) {
        if (count == classes.length) {
            classes = Arrays.copyOf(classes, 2 * count);
            features = Arrays.copyOf(features, 2 * count);
        }
        classes[count] = generator;
        HashedFeatures free = features[count];
        if (free == null || free.size() > LARGEST_KEPT) {
            free = new HashedFeatures();
            features[count] = free;
        }
        free.clear();
        count++;
        return free;
    }
}
