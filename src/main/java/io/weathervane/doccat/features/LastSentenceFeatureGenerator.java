package io.weathervane.doccat.features;

/**
 * The words of the last sentence once more, as words of the end: there people say what they think of what they told before. Marks,
 * addresses and users after it are no sentence of their own, but belong to it.
 */
public final class LastSentenceFeatureGenerator extends TextFeatureGenerator {

    static final char END = 'e';
    static final char NEGATED_END = 'f';

    @Override
    public void generate(Words words, FeatureSink sink) {
        for (int i = start(words); i < words.size(); i++) {
            sink.begin(words.isNegated(i) ? NEGATED_END : END).put(words.get(i)).emit();
        }
    }

    private static int start(Words words) {
        int start = words.size();
        while (start > 0 && follows(words.get(start - 1))) {
            start--;
        }
        while (start > 0 && !words.get(start - 1).endsSentence()) {
            start--;
        }
        return start;
    }

    private static boolean follows(Word word) {
        return switch (word.kind()) {
            case MARK, PICTURE, ADDRESS, USER -> true;
            default -> false;
        };
    }
}
