package io.weathervane.doccat.features;

import java.util.Collection;
import java.util.Map;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * A generator of features of {@link Words}. Holds no state, so that threads may share it, and has a public constructor
 * without arguments, because an OpenNLP model stores nothing of a generator but the name of its class.
 */
public abstract class TextFeatureGenerator implements FeatureGenerator {

    /** Emits the features of one text. */
    public abstract void generate(Words words, FeatureSink sink);

    @Override
    public final Collection<String> extractFeatures(String[] tokens, Map<String, Object> extraInformation) {
        StringFeatures features = new StringFeatures();
        generate(Words.of(tokens), features);
        return features.features();
    }
}
