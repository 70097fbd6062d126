package io.weathervane.training.compare;

/** Makes readable what feature generators call their features. */
public final class FeatureName {

    private static final String BAG_OF_WORDS = "bow=";
    private static final String NGRAM = "ng=:";

    private FeatureName() {}

    /** For a person: {@code pnot good} becomes “not good”, {@code cgoo_} becomes …goo, the end of a word. */
    public static String readable(String feature) {
        if (feature.startsWith(BAG_OF_WORDS)) {
            return quoted(feature.substring(BAG_OF_WORDS.length()));
        }
        if (feature.startsWith(NGRAM)) {
            return quoted(feature.substring(NGRAM.length()).replace(':', ' '));
        }
        String rest = feature.isEmpty() ? "" : feature.substring(1);
        return switch (feature.isEmpty() ? ' ' : feature.charAt(0)) {
            case 'w' -> quoted(rest);
            case 'n' -> quoted(rest) + " after a negation";
            case 'p' -> pair(rest);
            case 't' -> quoted(rest);
            case 'c' -> characters(rest);
            case 's' -> style(rest);
            default -> feature;
        };
    }

    private static String pair(String words) {
        if (words.equals(" ")) {
            return "empty text";
        }
        if (words.startsWith(" ")) {
            return quoted(words.substring(1)) + " at the beginning";
        }
        return words.endsWith(" ") ? quoted(words.substring(0, words.length() - 1)) + " at the end" : quoted(words);
    }

    /** An underscore at either side stands for the edge of a word. */
    private static String characters(String sequence) {
        boolean beginning = sequence.startsWith("_");
        boolean end = sequence.length() > 1 && sequence.endsWith("_");
        String inside = sequence.substring(beginning ? 1 : 0, sequence.length() - (end ? 1 : 0));
        return beginning && end ? inside + " (characters)" : (beginning ? "" : "…") + inside + (end ? "" : "…");
    }

    private static String style(String counted) {
        if (counted.length() < 2 || !Character.isDigit(counted.charAt(counted.length() - 1))) {
            return "style: " + counted;
        }
        String what = counted.substring(0, counted.length() - 1);
        int step = counted.charAt(counted.length() - 1) - '0';
        if (what.equals("length")) {
            int from = step == 0 ? 0 : 3 << step - 1;
            return "length: " + from + " to " + ((3 << step) - 1) + " words and marks";
        }
        return what + ": " + step + " or more";
    }

    private static String quoted(String words) {
        return "“" + words + "”";
    }
}
