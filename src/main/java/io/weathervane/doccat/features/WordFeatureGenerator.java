package io.weathervane.doccat.features;

/** Single words; a word inside the scope of a negation also as a negated one. */
public final class WordFeatureGenerator extends TextFeatureGenerator {

    static final char WORD = 'w';
    static final char NEGATED = 'n';

    @Override
    public void generate(Words words, FeatureSink sink) {
        for (int i = 0; i < words.size(); i++) {
            sink.begin(WORD).put(words.form(i)).emit();
            if (words.isNegated(i)) {
                sink.begin(NEGATED).put(words.form(i)).emit();
            }
        }
    }
}
