package io.weathervane.doccat.features;

import java.util.Locale;

/** What tokens that mean the same have in common: case, faces, addresses, repeated letters. */
final class TokenForms {

    private TokenForms() {}

    static String lowerCase(String token) {
        return token.toLowerCase(Locale.ROOT);
    }

    static boolean isAddress(String token) {
        return token.length() > 4
                && (token.regionMatches(true, 0, "http", 0, 4) && token.indexOf("://") > 0
                        || token.regionMatches(true, 0, "www.", 0, 4));
    }

    /** {@code T_T} and {@code o_O} and their like. */
    static boolean isLetterFace(String token) {
        return token.length() >= 3 && token.charAt(1) == '_' && token.length() <= 4;
    }

    static boolean isPicture(String token) {
        char first = token.charAt(0);
        if (first >= 128) {
            return Character.isSurrogate(first) || Character.getType(first) == Character.OTHER_SYMBOL;
        }
        return token.length() > 1 && !isRun(token);
    }

    private static boolean isRun(String token) {
        char first = token.charAt(0);
        for (int i = 1; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c != first && c != '!' && c != '?') {
                return false;
            }
        }
        return first != '^';
    }

    /** An emoji without its skin tone; an ASCII face with its mouth once and without its nose. */
    static String picture(String token) {
        StringBuilder form = new StringBuilder(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            boolean tone = c == 0xD83C && i + 1 < token.length() && (token.charAt(i + 1) & 0xFFFF) >= 0xDFFB;
            if (tone) {
                i++;
            } else if (i == 0 || c != token.charAt(i - 1) && c != '-' || token.charAt(0) >= 128) {
                form.append(c);
            }
        }
        return form.toString();
    }

    /** The word with each letter that comes more than twice in a row cut to two. */
    static String squeeze(String word) {
        int length = word.length();
        for (int i = 2; i < length; i++) {
            char c = word.charAt(i);
            if (c == word.charAt(i - 1) && c == word.charAt(i - 2)) {
                StringBuilder squeezed = new StringBuilder(length).append(word, 0, i);
                for (int j = i + 1; j < length; j++) {
                    char next = word.charAt(j);
                    if (next != word.charAt(j - 1) || next != word.charAt(j - 2)) {
                        squeezed.append(next);
                    }
                }
                return squeezed.toString();
            }
        }
        return word;
    }

    static boolean isCapitalized(String token) {
        boolean capital = Character.isUpperCase(token.charAt(0));
        return capital && !token.equals("I") && !token.startsWith("I'");
    }

    static boolean isCapitals(String token) {
        return token.length() > 2
                && Character.isUpperCase(token.charAt(0))
                && token.equals(token.toUpperCase(Locale.ROOT));
    }

    static int count(String token, char mark) {
        int count = 0;
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) == mark) {
                count++;
            }
        }
        return count;
    }
}
