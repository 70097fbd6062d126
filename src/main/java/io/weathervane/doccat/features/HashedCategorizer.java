package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.maxent.GISModel;

/**
 * Runs an OpenNLP document categorizer without making a string of every feature: it looks up hashes of pairs of words and the
 * like, and remembers for single words what all their features add to the scores. Categorizers with the same feature generators
 * read a text together. The scores are those of {@link opennlp.tools.doccat.DocumentCategorizerME}, but for rounding. Any number of
 * threads may share it until it is closed.
 */
public final class HashedCategorizer implements AutoCloseable {

    private final CategorizerGroup group;
    private final ModelWeights weights;

    private HashedCategorizer(CategorizerGroup group, ModelWeights weights) {
        this.group = group;
        this.weights = weights;
        group.join(weights);
    }

    /**
     * A categorizer for the model, to be closed by the caller; empty if the model has features that have no hashes, or is of another
     * kind.
     */
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
        return Optional.of(new HashedCategorizer(CategorizerGroup.of(generators), new ModelWeights(maxent)));
    }

    /**
     * The probability of each label, in the order that the model has them.
     *
     * @throws IllegalStateException if it has been closed
     */
    public double[] categorize(AnalyzedText text) {
        return text.scores(group).probabilities(weights, text.words());
    }

    /** Frees the weights that it shares with other categorizers. Nobody may be categorizing. */
    @Override
    public void close() {
        group.leave(weights);
    }
}
