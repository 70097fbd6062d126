package io.weathervane.doccat.features;

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
        int elongated = 0;
        for (int i = 0; i < words.tokens(); i++) {
            TokenWords token = words.token(i);
            capitals += token.capitals() ? 1 : 0;
            exclamations += token.exclamations();
            questions += token.questions();
            dots += token.dots() ? 1 : 0;
            elongated += token.elongated();
        }
        int[] kinds = new int[Word.Kind.values().length];
        for (int i = 0; i < words.size(); i++) {
            kinds[words.get(i).kind().ordinal()]++;
        }
        step("capitals", capitals, sink);
        step("exclamations", exclamations, sink);
        step("questions", questions, sink);
        step("dots", dots, sink);
        step("elongated", elongated, sink);
        step("users", kinds[Word.Kind.USER.ordinal()], sink);
        step("hashtags", kinds[Word.Kind.HASHTAG.ordinal()], sink);
        step("addresses", kinds[Word.Kind.ADDRESS.ordinal()], sink);
        step("pictures", kinds[Word.Kind.PICTURE.ordinal()], sink);
        int length = 32 - Integer.numberOfLeadingZeros(words.tokens() / 3);
        sink.begin(STYLE).put("length").put((char) ('0' + Math.min(length, 9))).emit();
    }

    private static void step(String name, int count, FeatureSink sink) {
        for (int step = 1; step <= 3 && step <= count; step++) {
            sink.begin(STYLE).put(name).put((char) ('0' + step)).emit();
        }
    }
}
