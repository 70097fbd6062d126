package io.weathervane.doccat.features;

/** Sequences of three to five characters inside words and hashtags, whose beginning and end count as a character. */
public final class CharacterFeatureGenerator extends TextFeatureGenerator {

    static final char CHARACTERS = 'c';
    static final char EDGE = '_';
    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    @Override
    public void generate(Words words, FeatureSink sink) {
        for (int i = 0; i < words.size(); i++) {
            switch (words.kind(i)) {
                case WORD, HASHTAG, NUMBER -> sequences(words.form(i), sink);
                default -> {}
            }
        }
    }

    private static void sequences(String word, FeatureSink sink) {
        int end = word.length() + 1;
        for (int start = -1; start + SHORTEST <= end; start++) {
            sink.begin(CHARACTERS);
            for (int i = start; i < end + 0 && i < start + LONGEST; i++) {
                sink.put(i < 0 || i == word.length() ? EDGE : word.charAt(i));
                if (i >= start + SHORTEST - 1) {
                    sink.emit();
                }
            }
        }
    }
}
