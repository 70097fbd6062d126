package io.weathervane.doccat.features;

/**
 * Takes features character by character, so that one description of a feature serves both OpenNLP, which wants strings, and
 * whoever needs only their {@linkplain FeatureHash hashes}. {@link #emit} leaves what was put, so that longer features may
 * go on where a shorter one ended.
 */
public interface FeatureSink {

    /** Starts a feature of this kind; kinds keep the features of different generators apart. */
    FeatureSink begin(char kind);

    FeatureSink put(char c);

    /** Puts a part of a text. */
    default FeatureSink put(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
        return this;
    }

    /** Emits what was put since {@link #begin}. Emitting the same feature again changes nothing. */
    void emit();
}
