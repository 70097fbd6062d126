package io.weathervane.doccat;

/** Kinds of characters, as tweets use them; ASCII is decided without a look at the Unicode tables. */
final class Chars {

    static final int JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;
    private static final int KEYCAP = 0x20E3;

    private Chars() {}

    static boolean isAsciiLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiLetterOrDigit(int c) {
        return isAsciiLetter(c) || isDigit(c);
    }

    /** Whether it can stand anywhere in a word of a script that puts spaces between words. */
    static boolean isWordPart(int c) {
        if (c < 128) {
            return isAsciiLetterOrDigit(c);
        }
        return (Character.isLetterOrDigit(c) || isMark(c)) && !standsAlone(c);
    }

    /** Ideographs and kana: words of these scripts are not separated. */
    static boolean standsAlone(int c) {
        return c >= 0x3040 && (c <= 0x30FF || Character.isIdeographic(c));
    }

    static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> c != KEYCAP;
            default -> false;
        };
    }

    /** Joins letters inside the words of some scripts, and pictures. */
    static boolean isJoiner(int c) {
        return c == JOINER || c == NON_JOINER;
    }

    /** Spaces, controls, directions, halves of characters: what separates tokens and is none. */
    static boolean isInvisible(int c) {
        if (c < 128) {
            return c <= ' ' || c == 127;
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> !isEmoji(c);
            default -> false;
        };
    }

    /** Pictures, by block: the emoji of newer Unicode versions than the Java runtime's are in these blocks too. */
    static boolean isEmoji(int c) {
        return c >= 0x1F000 && c <= 0x1FAFF || c >= 0x2600 && c <= 0x27BF || c >= 0x231A && c <= 0x23FF || c == 0x2B50;
    }

    static boolean isFlagLetter(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    /** What changes the picture before it: skin tone, keycap, the letters of a region's flag. */
    static boolean isEmojiModifier(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF || c == KEYCAP || c >= 0xE0020 && c <= 0xE007F;
    }

    static boolean isKeycap(int c) {
        return c == KEYCAP;
    }
}
