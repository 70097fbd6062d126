package io.weathervane.doccat.features;

/** Pairs of neighbouring words, and the beginning and end of the text with the words beside them. */
public final class WordPairFeatureGenerator extends TextFeatureGenerator {

    static final char PAIR = 'p';
    private static final Word EDGE = new Word("", Word.Kind.MARK);

    @Override
    public void generate(Words words, FeatureSink sink) {
        Word previous = EDGE;
        for (int i = 0; i <= words.size(); i++) {
            Word word = i < words.size() ? words.get(i) : EDGE;
            sink.begin(PAIR).put(previous).put(' ').put(word).emit();
            previous = word;
        }
    }
}
