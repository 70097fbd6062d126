package io.weathervane.training;

import io.weathervane.doccat.TextTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;

/** How much surer or less sure a model should be, as texts say that it has not learned from. */
final class Temperature {

    private Temperature() {}

    /** By what all its scores are to be multiplied. Runs OpenNLP itself: its doubles decide the bytes of the final model. */
    static double of(byte[] model, List<LabelledText> texts) {
        DocumentCategorizerME categorizer = categorizer(model);
        double[][] scores = new double[texts.size()][];
        int[] labels = new int[texts.size()];
        for (int i = 0; i < labels.length; i++) {
            scores[i] = logarithms(categorizer.categorize(
                    TextTokenizer.INSTANCE.tokenize(texts.get(i).text())));
            labels[i] = categorizer.getIndex(texts.get(i).label());
        }
        return Calibration.none(categorizer.getNumberOfCategories())
                .confident(scores, labels)
                .scale();
    }

    private static DocumentCategorizerME categorizer(byte[] model) {
        try {
            return new DocumentCategorizerME(new DoccatModel(new ByteArrayInputStream(model)));
        } catch (IOException e) {
            throw new UncheckedIOException("The model that was just written cannot be read", e);
        }
    }

    private static double[] logarithms(double[] probabilities) {
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = StrictMath.log(Math.max(Double.MIN_NORMAL, probabilities[i]));
        }
        return probabilities;
    }
}
