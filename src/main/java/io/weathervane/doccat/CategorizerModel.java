package io.weathervane.doccat;

import io.weathervane.doccat.features.AnalyzedText;
import io.weathervane.doccat.features.HashedCategorizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.util.ext.ExtensionLoader;

/** An OpenNLP document categorizer. Immutable, and for any number of threads, as long as its feature generators are stateless. */
final class CategorizerModel implements TextCategorizer {

    static {
        // the feature generators that a model names are otherwise not instantiated
        ExtensionLoader.registerAllowedPackage("io.weathervane");
    }

    private final Optional<HashedCategorizer> hashed;
    /** Only where it is needed: it keeps every feature as a string, which takes more memory than all the rest. */
    private final Optional<DocumentCategorizerME> opennlp;

    private final String[] labels;

    private CategorizerModel(DoccatModel model) {
        DocumentCategorizerME categorizer = new DocumentCategorizerME(model);
        this.hashed = HashedCategorizer.of(model);
        this.opennlp = hashed.isPresent() ? Optional.empty() : Optional.of(categorizer);
        this.labels = new String[categorizer.getNumberOfCategories()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = categorizer.getCategory(i);
        }
    }

    /**
     * @throws IOException if these bytes are no document categorizer that works
     */
    static CategorizerModel read(byte[] bytes) throws IOException {
        try {
            DoccatModel model = new DoccatModel(new ByteArrayInputStream(bytes));
            return new CategorizerModel(model).tried();
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            // damaged bytes make OpenNLP fail in any of these ways
            throw new IOException("it is damaged or no OpenNLP document categorizer (" + reason(e) + ")", e);
        }
    }

    private CategorizerModel tried() {
        boolean works = false;
        try {
            categorize("Does it work?");
            works = true;
            return this;
        } finally {
            if (!works) {
                close();
            }
        }
    }

    private static String reason(Throwable e) {
        boolean tellsNothing = e.getMessage() == null || e instanceof NullPointerException;
        return tellsNothing ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public double[] categorize(CharSequence text) {
        double[] scores = hashed.isPresent() ? hashed(text) : unhashed(text);
        for (int i = 0; i < scores.length; i++) {
            // JSON has no NaN, and rounding can lead a little out of the range
            scores[i] = Double.isNaN(scores[i]) ? 0 : Math.min(1, Math.max(0, scores[i]));
        }
        return scores;
    }

    private double[] hashed(CharSequence text) {
        AnalyzedText analyzed = AnalyzedText.of(text, TextTokenizer.INSTANCE);
        return analyzed.isEmpty() ? NO_SCORES : hashed.orElseThrow().categorize(analyzed);
    }

    private double[] unhashed(CharSequence text) {
        String[] tokens = TextTokenizer.INSTANCE.tokenize(text.toString());
        return tokens.length == 0 ? NO_SCORES : opennlp.orElseThrow().categorize(tokens);
    }

    @Override
    public String label(int category) {
        return labels[category];
    }

    @Override
    public void close() {
        hashed.ifPresent(HashedCategorizer::close);
    }
}
