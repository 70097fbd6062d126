package io.weathervane.doccat.features;

/**
 * One word of a text as the feature generators see it: its form, what it is, and what is worth knowing of it once. Immutable.
 */
public final class Word {

    /** What a word was in the text. */
    enum Kind {
        WORD,
        NUMBER,
        USER,
        ADDRESS,
        HASHTAG,
        PICTURE,
        MARK
    }

    private static final long NEGATED = 0x5DEECE66DL;

    private final String form;
    private final Kind kind;
    private final boolean negates;
    private final boolean contrasts;
    private final long hash;
    private final long power;
    private final long key;

    Word(String form, Kind kind) {
        this.form = form;
        this.kind = kind;
        this.negates = kind == Kind.WORD && Negation.isNegation(form);
        this.contrasts = kind == Kind.WORD && Negation.isContrast(form);
        this.hash = FeatureHash.append(0, form);
        this.power = FeatureHash.power(form.length());
        this.key = FeatureHash.mix(FeatureHash.step(hash, (char) kind.ordinal()));
    }

    String form() {
        return form;
    }

    Kind kind() {
        return kind;
    }

    boolean negates() {
        return negates;
    }

    boolean contrasts() {
        return contrasts;
    }

    /** Whether it is a mark that ends a sentence. */
    boolean endsSentence() {
        return kind == Kind.MARK && ".!?…".indexOf(form.charAt(0)) >= 0;
    }

    /** What {@link FeatureHash} makes of a feature that this word is appended to. */
    long appendedTo(long state) {
        return state * power + hash;
    }

    /** The same for words of the same form and kind, and practically never for others. */
    long key(boolean negated) {
        return negated ? FeatureHash.mix(key + NEGATED) : key;
    }
}
