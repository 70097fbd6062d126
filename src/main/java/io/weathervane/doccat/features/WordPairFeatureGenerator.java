package io.weathervane.doccat.features;

/** Pairs of neighbouring words, and the beginning and end of the text with the words beside them. */
public final class WordPairFeatureGenerator extends TextFeatureGenerator {

    static final char PAIR = 'p';

    @Override
    public void generate(Words words, FeatureSink sink) {
        String previous = "";
        for (int i = 0; i <= words.size(); i++) {
            String form = i < words.size() ? words.form(i) : "";
            sink.begin(PAIR).put(previous).put(' ').put(form).emit();
            previous = form;
        }
    }
}
