package io.weathervane.doccat.features;

/** Three neighbouring words. */
public final class WordTripleFeatureGenerator extends TextFeatureGenerator {

    static final char TRIPLE = 't';

    @Override
    public void generate(Words words, FeatureSink sink) {
        for (int i = 0; i + 2 < words.size(); i++) {
            sink.begin(TRIPLE)
                    .put(words.get(i))
                    .put(' ')
                    .put(words.get(i + 1))
                    .put(' ')
                    .put(words.get(i + 2))
                    .emit();
        }
    }
}
