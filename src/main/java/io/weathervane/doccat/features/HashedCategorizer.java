package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;

/**
 * Runs an OpenNLP document categorizer without making a string of every feature: it looks up hashes of pairs of words and the
 * like, and remembers for single words what all their features add to the scores. The scores are those of
 * {@link opennlp.tools.doccat.DocumentCategorizerME}, but for rounding. Any number of threads may share it.
 */
public final class HashedCategorizer {

    private final List<SingleWordFeatureGenerator> ofWords = new ArrayList<>();
    private final List<TextFeatureGenerator> ofTexts = new ArrayList<>();
    private final WeightTable weights;
    private final int labels;

    private final ThreadLocal<WordScores> known;

    private HashedCategorizer(List<TextFeatureGenerator> generators, WeightTable weights, int labels) {
        for (TextFeatureGenerator generator : generators) {
            if (generator instanceof SingleWordFeatureGenerator ofWord) {
                ofWords.add(ofWord);
            } else {
                ofTexts.add(generator);
            }
        }
        this.weights = weights;
        this.labels = labels;
        this.known = ThreadLocal.withInitial(() -> new WordScores(labels));
    }

    /** A categorizer for the model; empty if the model has features that have no hashes, or is of another kind. */
    public static Optional<HashedCategorizer> of(DoccatModel model) {
        if (!(model.getMaxentModel() instanceof GISModel maxent)) {
            return Optional.empty();
        }
        List<TextFeatureGenerator> generators = new ArrayList<>();
        for (FeatureGenerator generator : model.getFactory().getFeatureGenerators()) {
            if (!(generator instanceof TextFeatureGenerator ours)) {
                return Optional.empty();
            }
            generators.add(ours);
        }
        Object[] structures = maxent.getDataStructures();
        @SuppressWarnings("unchecked")
        Map<String, Context> contexts = (Map<String, Context>) structures[1];
        int labels = maxent.getNumOutcomes();
        WeightTable weights = new WeightTable(contexts.size(), labels);
        contexts.forEach((feature, context) ->
                weights.put(FeatureHash.of(feature), context.getOutcomes(), context.getParameters()));
        return Optional.of(new HashedCategorizer(generators, weights, labels));
    }

    /** The probability of each label, in the order that the model has them. */
    public double[] categorize(AnalyzedText text) {
        float[] scores = new float[labels];
        if (!ofWords.isEmpty()) {
            addWords(text, scores);
        }
        for (TextFeatureGenerator generator : ofTexts) {
            weights.add(text.features(generator), scores, 0);
        }
        return softmax(scores);
    }

    private void addWords(AnalyzedText text, float[] scores) {
        WordScores memory = known.get();
        Words words = text.words();
        for (int i : words.different()) {
            long key = words.key(i);
            if (!memory.knows(key)) {
                HashedFeatures features = text.scratch();
                for (SingleWordFeatureGenerator generator : ofWords) {
                    generator.generate(words.get(i), words.isNegated(i), features);
                }
                memory.learn(key, features, weights);
            }
            memory.addTo(scores, key);
        }
    }

    private static double[] softmax(float[] scores) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - highest);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
