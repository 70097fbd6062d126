package io.weathervane.doccat.features;

/**
 * Words, pairs of words and the words of the last sentence once more in {@linkplain PrivateTexts private texts}, so that a model can
 * learn what they mean there beside what they mean everywhere (after Daumé, "Frustratingly Easy Domain Adaptation", 2007).
 */
public final class PrivateTextFeatureGenerator extends TextFeatureGenerator {

    static final char PRIVATE = 'i';

    private final WordPairFeatureGenerator pairs = new WordPairFeatureGenerator();
    private final LastSentenceFeatureGenerator lastSentence = new LastSentenceFeatureGenerator();
    private final WordFeatureGenerator singles = new WordFeatureGenerator();

    @Override
    public void generate(Words words, FeatureSink sink) {
        if (!PrivateTexts.contains(words)) {
            return;
        }
        sink.begin(PRIVATE).emit();
        FeatureSink marked = new Marked(sink);
        singles.generate(words, marked);
        pairs.generate(words, marked);
        lastSentence.generate(words, marked);
    }

    /** Puts a mark before each feature. */
    private record Marked(FeatureSink sink) implements FeatureSink {

        @Override
        public FeatureSink begin(char kind) {
            return sink.begin(PRIVATE).put(kind);
        }

        @Override
        public FeatureSink put(char c) {
            return sink.put(c);
        }

        @Override
        public FeatureSink put(CharSequence text) {
            return sink.put(text);
        }

        @Override
        public FeatureSink put(Word word) {
            return sink.put(word);
        }

        @Override
        public void emit() {
            sink.emit();
        }

        @Override
        public void emit(int times) {
            sink.emit(times);
        }
    }
}
