package io.weathervane.doccat.features;

/** Single words, each once a text, all repeated the more often the shorter the text is: for texts of very different length. */
public final class NormalizedWordFeatureGenerator extends TextFeatureGenerator {

    @Override
    public void generate(Words words, FeatureSink sink) {
        int repeats = ShortTextEmphasis.repeats(words);
        for (int i : words.different()) {
            sink.begin(WordFeatureGenerator.WORD).put(words.get(i)).emit(repeats);
        }
    }
}
