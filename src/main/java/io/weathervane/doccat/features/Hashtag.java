package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;

/** Splits hashtags where case, underscores and digits show their words: {@code #BuildTheWALL_2018} has four. */
final class Hashtag {

    private Hashtag() {}

    /** The parts as written, in their order; one if the hashtag shows no more. */
    static List<String> split(String hashtag) {
        List<String> parts = new ArrayList<>(4);
        int start = 1;
        for (int i = 2; i <= hashtag.length(); i++) {
            if (i == hashtag.length() || isBoundary(hashtag, i)) {
                if (i > start && hashtag.charAt(start) != '_') {
                    parts.add(hashtag.substring(start, i));
                }
                start = i;
            }
        }
        return parts;
    }

    private static boolean isBoundary(String text, int i) {
        char before = text.charAt(i - 1);
        char here = text.charAt(i);
        if (before == '_' || here == '_') {
            return true;
        }
        if (Character.isDigit(before) != Character.isDigit(here)) {
            return true;
        }
        if (!Character.isUpperCase(here)) {
            return false;
        }
        boolean lowerFollows = i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1));
        return Character.isLowerCase(before) || Character.isUpperCase(before) && lowerFollows;
    }
}
