package io.weathervane.doccat.features;

/** Single words; a word inside the scope of a negation also as a negated one. */
public final class WordFeatureGenerator extends SingleWordFeatureGenerator {

    static final char WORD = 'w';
    static final char NEGATED = 'n';

    @Override
    void generate(Word word, boolean negated, FeatureSink sink) {
        sink.begin(WORD).put(word).emit();
        if (negated) {
            sink.begin(NEGATED).put(word).emit();
        }
    }

    /** The hash of the feature of each word, in the order of the words and as often as they come. */
    public static long[] hashes(Words words) {
        long[] hashes = new long[words.size()];
        long kind = FeatureHash.step(0, WORD);
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = FeatureHash.mix(words.get(i).appendedTo(kind));
        }
        return hashes;
    }
}
