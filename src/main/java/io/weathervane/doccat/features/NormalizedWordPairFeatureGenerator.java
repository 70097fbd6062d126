package io.weathervane.doccat.features;

/** Pairs of neighbouring words, all repeated the more often the shorter the text is: for texts of very different length. */
public final class NormalizedWordPairFeatureGenerator extends TextFeatureGenerator {

    @Override
    public void generate(Words words, FeatureSink sink) {
        int repeats = ShortTextEmphasis.repeats(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            sink.begin(WordPairFeatureGenerator.PAIR)
                    .put(words.get(i))
                    .put(' ')
                    .put(words.get(i + 1))
                    .emit(repeats);
        }
    }
}
