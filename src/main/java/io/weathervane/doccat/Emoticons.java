package io.weathervane.doccat;

/** Recognizes faces and hearts made of ASCII characters. */
final class Emoticons {

    private static final String MOUTHS = ")(][}{dDpPoO/\\|*3sSc";
    private static final int NOTHING = -1;

    private Emoticons() {}

    /** Where the emoticon that starts here ends, -1 if none does. */
    static int end(String text, int start) {
        return switch (text.charAt(start)) {
            case ':', ';', '=' -> face(text, start);
            case '(', ')' -> mirrored(text, start);
            case '<' -> heart(text, start);
            case '>' -> angryOrTight(text, start);
            case '^', '-' -> symmetric(text, start);
            default -> NOTHING;
        };
    }

    private static int face(String text, int eyes) {
        int i = eyes + 1;
        if (at(text, i) == '\'') {
            i++;
        }
        if (at(text, i) == '-' || at(text, i) == '^') {
            i++;
        }
        char mouth = at(text, i);
        if (mouth == 0 || MOUTHS.indexOf(mouth) < 0 || mouth == '3' && text.charAt(eyes) != ':') {
            return NOTHING;
        }
        int end = repeated(text, i);
        boolean partOfSomethingElse = Chars.isAsciiLetterOrDigit(mouth)
                && (Chars.isWordPart(at(text, end)) || eyes > 0 && Chars.isDigit(text.charAt(eyes - 1)));
        return partOfSomethingElse ? NOTHING : end;
    }

    /** After a word or a number it is a parenthesis that closes, and a colon. */
    private static int mirrored(String text, int mouth) {
        if (mouth > 0 && text.charAt(mouth - 1) > ' ') {
            return NOTHING;
        }
        int i = repeated(text, mouth);
        if (at(text, i) == '-' || at(text, i) == '\'') {
            i++;
        }
        char eyes = at(text, i);
        return eyes == ':' || eyes == ';' || eyes == '=' ? i + 1 : NOTHING;
    }

    private static int heart(String text, int start) {
        int i = at(text, start + 1) == '/' ? start + 2 : start + 1;
        if (at(text, i) != '3') {
            return NOTHING;
        }
        int end = repeated(text, i);
        return Chars.isDigit(at(text, end)) ? NOTHING : end;
    }

    private static int angryOrTight(String text, int start) {
        if (at(text, start + 1) == ':' || at(text, start + 1) == ';') {
            return face(text, start + 1);
        }
        boolean tight = at(text, start + 1) == '_' || at(text, start + 1) == '.';
        return tight && at(text, start + 2) == '<' ? start + 3 : NOTHING;
    }

    private static int symmetric(String text, int start) {
        char eye = text.charAt(start);
        int i = start + 1;
        while (at(text, i) == '_' && i <= start + 5) {
            i++;
        }
        boolean mouthless = i == start + 1;
        return at(text, i) == eye && !(mouthless && eye == '-') ? i + 1 : NOTHING;
    }

    private static int repeated(String text, int start) {
        char c = text.charAt(start);
        int i = start + 1;
        while (at(text, i) == c) {
            i++;
        }
        return i;
    }

    private static char at(String text, int i) {
        return i < text.length() ? text.charAt(i) : 0;
    }
}
