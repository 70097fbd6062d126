package io.weathervane.doccat;

import io.weathervane.doccat.features.AnalyzedText;
import io.weathervane.doccat.features.HashedCategorizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.util.ext.ExtensionLoader;

/** One loaded version of a model. Immutable, and for any number of threads, as long as its feature generators are stateless. */
final class CategorizerModel {

    static final double[] NO_SCORES = {};
    private static final int VERSION_DIGITS = 12;

    static {
        // the feature generators that a model names are otherwise not instantiated
        ExtensionLoader.registerAllowedPackage("io.weathervane");
    }

    private final String sha256;
    private final DocumentCategorizerME categorizer;
    private final Optional<HashedCategorizer> hashed;
    private final String[] labels;
    private final Map<String, Object> reference;
    private final Instant loadedAt = Instant.now();

    private CategorizerModel(String name, String sha256, DoccatModel model) {
        this.sha256 = sha256;
        this.categorizer = new DocumentCategorizerME(model);
        this.hashed = HashedCategorizer.of(model);
        this.labels = new String[categorizer.getNumberOfCategories()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = categorizer.getCategory(i);
        }
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("name", name);
        names.put("version", version());
        this.reference = Collections.unmodifiableMap(names);
    }

    /**
     * @throws IOException if these bytes are no document categorizer that works
     */
    static CategorizerModel read(String name, byte[] bytes) throws IOException {
        try {
            DoccatModel model = new DoccatModel(new ByteArrayInputStream(bytes));
            CategorizerModel read = new CategorizerModel(name, sha256(bytes), model);
            read.categorize("Does it work?");
            return read;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            // damaged bytes make OpenNLP fail in any of these ways
            throw new IOException("it is damaged or no OpenNLP document categorizer (" + reason(e) + ")", e);
        }
    }

    private static String reason(Throwable e) {
        boolean tellsNothing = e.getMessage() == null || e instanceof NullPointerException;
        return tellsNothing ? e.getClass().getSimpleName() : e.getMessage();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The score of each label, each from 0 to 1; none if there is nothing to read in the text. */
    double[] categorize(CharSequence text) {
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
        return tokens.length == 0 ? NO_SCORES : categorizer.categorize(tokens);
    }

    String label(int category) {
        return labels[category];
    }

    /** {@code {name, version}}, unmodifiable. */
    Map<String, Object> reference() {
        return reference;
    }

    String version() {
        return sha256.substring(0, VERSION_DIGITS);
    }

    String sha256() {
        return sha256;
    }

    Instant loadedAt() {
        return loadedAt;
    }
}
