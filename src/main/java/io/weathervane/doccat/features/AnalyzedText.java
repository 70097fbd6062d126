package io.weathervane.doccat.features;

import java.util.Arrays;
import opennlp.tools.tokenize.Tokenizer;

/**
 * A text taken apart, once for all categorizers that it is given to one after the other: a thread remembers its last text.
 * For the thread that asked for it, and until it asks for the next.
 */
public final class AnalyzedText {

    private static final ThreadLocal<AnalyzedText> LAST = ThreadLocal.withInitial(AnalyzedText::new);
    private static final int MOST_KEPT = 100_000;

    private String text;
    private Words words;
    private Class<?>[] generators = new Class<?>[4];
    private HashedFeatures[] features = new HashedFeatures[4];
    private int count;
    private final HashedFeatures scratch = new HashedFeatures();

    private AnalyzedText() {}

    /** @param tokenizer always the same one */
    public static AnalyzedText of(CharSequence text, Tokenizer tokenizer) {
        String wanted = text.toString();
        AnalyzedText last = LAST.get();
        if (!wanted.equals(last.text)) {
            last.words = Words.of(tokenizer.tokenize(wanted));
            last.text = wanted;
            last.count = 0;
        }
        return last;
    }

    /** Whether there is nothing to read in it. */
    public boolean isEmpty() {
        return words.size() == 0;
    }

    Words words() {
        return words;
    }

    /** An empty collection to be used at once. */
    HashedFeatures scratch() {
        scratch.clear();
        return scratch;
    }

    HashedFeatures features(TextFeatureGenerator generator) {
        for (int i = 0; i < count; i++) {
            if (generators[i] == generator.getClass()) {
                return features[i];
            }
        }
        HashedFeatures generated = next(generator.getClass());
        generator.generate(words, generated);
        return generated;
    }

    private HashedFeatures next(Class<?> generator) {
        if (count == generators.length) {
            generators = Arrays.copyOf(generators, 2 * count);
            features = Arrays.copyOf(features, 2 * count);
        }
        generators[count] = generator;
        HashedFeatures free = features[count];
        if (free == null || free.size() > MOST_KEPT) {
            free = new HashedFeatures();
            features[count] = free;
        }
        free.clear();
        count++;
        return free;
    }
}
