package io.weathervane.doccat.features;

import java.util.Locale;

/**
 * How a text is written rather than what it says: how much of it is in capitals, its exclamation and question marks,
 * length, elongated words, users, hashtags, addresses and pictures, each as a count of a few steps.
 */
public final class StyleFeatureGenerator extends TextFeatureGenerator {

    static final char STYLE = 's';

    @Override
    public void generate(Words words, FeatureSink sink) {
        int capitals = 0;
        int exclamations = 0;
        int questions = 0;
        int dots = 0;
        for (String token : words.tokens()) {
            if (isCapitals(token)) {
                capitals++;
            }
            exclamations += count(token, '!');
            questions += count(token, '?');
            if (token.startsWith("..") || token.charAt(0) == '…') {
                dots++;
            }
        }
        int[] kinds = new int[Words.Kind.values().length];
        for (int i = 0; i < words.size(); i++) {
            kinds[words.kind(i).ordinal()]++;
        }
        step("capitals", capitals, sink);
        step("exclamations", exclamations, sink);
        step("questions", questions, sink);
        step("dots", dots, sink);
        step("elongated", words.elongated(), sink);
        step("users", kinds[Words.Kind.USER.ordinal()], sink);
        step("hashtags", kinds[Words.Kind.HASHTAG.ordinal()], sink);
        step("addresses", kinds[Words.Kind.ADDRESS.ordinal()], sink);
        step("pictures", kinds[Words.Kind.PICTURE.ordinal()], sink);
        int length = 32 - Integer.numberOfLeadingZeros(words.tokens().length / 3);
        sink.begin(STYLE).put("length").put((char) ('0' + Math.min(length, 9))).emit();
    }

    private static void step(String name, int count, FeatureSink sink) {
        for (int step = 1; step <= 3 && step <= count; step++) {
            sink.begin(STYLE).put(name).put((char) ('0' + step)).emit();
        }
    }

    private static boolean isCapitals(String token) {
        return token.length() > 2
                && Character.isUpperCase(token.charAt(0))
                && token.equals(token.toUpperCase(Locale.ROOT));
    }

    private static int count(String token, char mark) {
        int count = 0;
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) == mark) {
                count++;
            }
        }
        return count;
    }
}
