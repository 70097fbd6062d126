package io.weathervane.doccat.features;

/** One feature that every text has: its weights are what a text of which nothing else is known gets. */
public final class ConstantFeatureGenerator extends TextFeatureGenerator {

    /** The feature. */
    public static final String CONSTANT = "=";

    @Override
    public void generate(Words words, FeatureSink sink) {
        sink.begin(CONSTANT.charAt(0)).emit();
    }
}
