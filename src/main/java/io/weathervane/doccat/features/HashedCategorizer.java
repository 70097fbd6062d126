package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.MaxentModel;

/**
 * Runs an OpenNLP document categorizer without making a string of every feature: it looks up their hashes. The scores are those
 * of {@link opennlp.tools.doccat.DocumentCategorizerME}, but for rounding. Immutable, and for any number of threads.
 *
 * <p>Several categorizers that are given the same array of tokens on the same thread, one after the other, take it apart once.
 */
public final class HashedCategorizer {

    private static final ThreadLocal<ExtractedFeatures> LAST = ThreadLocal.withInitial(ExtractedFeatures::new);

    private final List<TextFeatureGenerator> generators;
    private final WeightTable weights;
    private final String[] labels;

    private HashedCategorizer(List<TextFeatureGenerator> generators, WeightTable weights, String[] labels) {
        this.generators = generators;
        this.weights = weights;
        this.labels = labels;
    }

    /** A categorizer for the model; empty if the model has features that have no hashes, or is of another kind. */
    public static Optional<HashedCategorizer> of(DoccatModel model) {
        MaxentModel maxent = model.getMaxentModel();
        if (!(maxent instanceof GISModel gis)) {
            return Optional.empty();
        }
        List<TextFeatureGenerator> generators = new ArrayList<>();
        for (FeatureGenerator generator : model.getFactory().getFeatureGenerators()) {
            if (!(generator instanceof TextFeatureGenerator ours)) {
                return Optional.empty();
            }
            generators.add(ours);
        }
        Object[] structures = gis.getDataStructures();
        @SuppressWarnings("unchecked")
        Map<String, Context> contexts = (Map<String, Context>) structures[1];
        String[] labels = (String[]) structures[2];
        WeightTable weights = new WeightTable(contexts.size(), labels.length);
        contexts.forEach((feature, context) ->
                weights.put(FeatureHash.of(feature), context.getOutcomes(), context.getParameters()));
        return Optional.of(new HashedCategorizer(generators, weights, labels.clone()));
    }

    public String[] labels() {
        return labels.clone();
    }

    /** The probability of each label, in their order. */
    public double[] categorize(String[] tokens) {
        ExtractedFeatures features = LAST.get();
        features.open(tokens);
        double[] scores = new double[labels.length];
        for (TextFeatureGenerator generator : generators) {
            weights.add(features.of(generator), scores);
        }
        return softmax(scores);
    }

    private static double[] softmax(double[] scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - highest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
