package io.weathervane.doccat.features;

/**
 * Takes features piece by piece, so that one description of a feature serves both OpenNLP, which wants strings, and
 * whoever needs only their {@linkplain FeatureHash hashes}. {@link #emit} leaves what was put, so that longer features may
 * go on where a shorter one ended.
 */
public interface FeatureSink {

    /** Starts a feature of this kind; kinds keep the features of different generators apart. */
    FeatureSink begin(char kind);

    FeatureSink put(char c);

    FeatureSink put(CharSequence text);

    /** Puts the form of a word. */
    FeatureSink put(Word word);

    /** Emits what was put since {@link #begin}. A feature that is emitted twice counts twice. */
    void emit();

    /** Emits it so many times. */
    void emit(int times);
}
