package io.weathervane.doccat.features;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * The scores that a group of models gave to the last text of a thread, and what that thread remembers of words for the next. For
 * this thread.
 */
final class GroupScores {

    private final CategorizerGroup group;
    private final HashedFeatures features = new HashedFeatures();
    /** Weak, so that a thread that has nothing more to do keeps no models that have been replaced. */
    private WeakReference<JoinedWeights> scored = new WeakReference<>(null);

    private WordScores memory;
    private float[] sums;
    private boolean ofThisText;

    GroupScores(CategorizerGroup group) {
        this.group = group;
    }

    CategorizerGroup group() {
        return group;
    }

    /** There is another text now. */
    void forget() {
        ofThisText = false;
    }

    /**
     * The probability of each label of a model.
     *
     * @throws IllegalStateException if the model has left the group
     */
    double[] probabilities(ModelWeights model, Words words) {
        JoinedWeights weights = scored.get();
        if (!ofThisText || weights == null || !weights.has(model)) {
            weights = group.weights();
            if (!weights.has(model)) {
                throw new IllegalStateException("this categorizer has been closed");
            }
            score(words, weights);
        }
        return softmax(weights.firstLabel(model), model.labels());
    }

    private void score(Words words, JoinedWeights weights) {
        if (scored.get() != weights) {
            scored = new WeakReference<>(weights);
            sums = new float[weights.labels()];
            memory = group.readsWords() ? new WordScores(weights.labels()) : null;
        }
        Arrays.fill(sums, 0);
        if (memory != null) {
            addWords(words, weights.table());
        }
        features.clear();
        group.generate(words, features);
        weights.table().add(features, sums);
        ofThisText = true;
    }

    private void addWords(Words words, WeightTable table) {
        for (int i : words.different()) {
            long key = words.key(i);
            int at = memory.find(key);
            if (at == WordScores.UNKNOWN) {
                features.clear();
                group.generate(words.get(i), words.isNegated(i), features);
                at = memory.learn(key, features, table);
            }
            memory.add(at, sums);
        }
    }

    private double[] softmax(int from, int labels) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int label = 0; label < labels; label++) {
            highest = Math.max(highest, sums[from + label]);
        }
        double[] probabilities = new double[labels];
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            probabilities[label] = Math.exp(sums[from + label] - highest);
            sum += probabilities[label];
        }
        for (int label = 0; label < labels; label++) {
            probabilities[label] /= sum;
        }
        return probabilities;
    }
}
