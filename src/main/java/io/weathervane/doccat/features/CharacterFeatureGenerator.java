package io.weathervane.doccat.features;

/**
 * Sequences of three to five characters inside words and hashtags, whose beginning and end count as a character. Those of a word inside the
 * scope of a negation are others than those of the same word outside of it.
 */
public final class CharacterFeatureGenerator extends SingleWordFeatureGenerator {

    static final char CHARACTERS = 'c';
    static final char NEGATED_CHARACTERS = 'd';
    static final char EDGE = '_';
    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    @Override
    void generate(Word word, boolean negated, FeatureSink sink) {
        switch (word.kind()) {
            case WORD, HASHTAG, NUMBER -> sequences(negated ? NEGATED_CHARACTERS : CHARACTERS, word.form(), sink);
            default -> {}
        }
    }

    private static void sequences(char kind, String word, FeatureSink sink) {
        int end = word.length() + 1;
        for (int start = -1; start + SHORTEST <= end; start++) {
            sink.begin(kind);
            for (int i = start; i < end && i < start + LONGEST; i++) {
                sink.put(i < 0 || i == word.length() ? EDGE : word.charAt(i));
                if (i >= start + SHORTEST - 1) {
                    sink.emit();
                }
            }
        }
    }
}
