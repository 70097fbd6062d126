package io.weathervane.doccat.features;

/**
 * How often features are repeated so that texts of any length weigh about the same: features of OpenNLP are there or not, and cannot be
 * divided by the length of the text's vector, but they can come several times, the more often the shorter the text is.
 */
final class ShortTextEmphasis {

    private static final double LENGTH = 30;

    private ShortTextEmphasis() {}

    /** About 30 divided by the square root of the number of different words, 1 at least. */
    static int repeats(Words words) {
        return (int) Math.max(1, Math.round(LENGTH / Math.sqrt(Math.max(1, words.different().length))));
    }
}
