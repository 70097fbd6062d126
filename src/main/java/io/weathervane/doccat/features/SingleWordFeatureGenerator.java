package io.weathervane.doccat.features;

/**
 * A generator whose features depend on one word at a time, not on its neighbours. Each word gives them once a text, however often it
 * comes. So what they add to a score can be remembered by the word, and a text of known words needs no look at their features.
 */
abstract class SingleWordFeatureGenerator extends TextFeatureGenerator {

    /** Emits the features of one word, which may be inside the scope of a negation. */
    abstract void generate(Word word, boolean negated, FeatureSink sink);

    @Override
    public final void generate(Words words, FeatureSink sink) {
        int[] different = words.different();
        for (int i : different) {
            generate(words.get(i), words.isNegated(i), sink);
        }
    }
}
