package io.weathervane.training;

import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.FeatureHash;
import io.weathervane.doccat.features.HashedFeatures;
import io.weathervane.doccat.features.TextFeatureGenerator;
import io.weathervane.doccat.features.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import opennlp.tools.doccat.FeatureGenerator;

/** Takes texts apart exactly as a categorizer with these generators will. Not for several threads. */
final class TextFeatures {

    private final List<FeatureGenerator> generators;
    private final boolean ours;
    private final HashedFeatures hashes = new HashedFeatures();

    TextFeatures(List<FeatureGenerator> generators) {
        this.generators = generators;
        this.ours = generators.stream().allMatch(TextFeatureGenerator.class::isInstance);
    }

    /** The hashes of a text's features, each once; valid until the next call. */
    HashedFeatures hashes(String text) {
        hashes.clear();
        String[] tokens = TextTokenizer.INSTANCE.tokenize(text);
        if (ours) {
            Words words = Words.of(tokens);
            for (FeatureGenerator generator : generators) {
                ((TextFeatureGenerator) generator).generate(words, hashes);
            }
        } else {
            strings(tokens, feature -> hashes.add(FeatureHash.of(feature)));
        }
        return hashes;
    }

    void strings(String text, Consumer<String> features) {
        strings(TextTokenizer.INSTANCE.tokenize(text), features);
    }

    private void strings(String[] tokens, Consumer<String> features) {
        for (FeatureGenerator generator : generators) {
            generator.extractFeatures(tokens, Map.of()).forEach(features);
        }
    }
}
