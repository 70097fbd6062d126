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

    /** The hash of the feature of each word, in the order of the words and as often as they come. */
    public static long[] hashes(Words words) {
        long[] hashes = new long[words.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = FeatureHash.of(WORD + words.form(i));
        }
        return hashes;
    }
}
