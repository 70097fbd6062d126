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
    private final FoundRows rows = new FoundRows();
    /** Weak, so that a thread that has nothing more to do keeps no models that have been replaced. */
    private WeakReference<JoinedWeights> scored = new WeakReference<>(null);

    private WordScores memory;
    private float[] sums;
    private float[] ofWord;
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
            ofWord = new float[weights.labels()];
            memory = group.readsWords() ? new WordScores(weights.labels()) : null;
        }
        Arrays.fill(sums, 0);
        if (memory != null) {
            addWords(words, weights.table());
        }
        features.clear();
        group.generate(words, features);
        weights.table().add(features, rows, sums);
        ofThisText = true;
    }

    /** Always in the order of the words, known or not, so that the same text has the same scores to the last digit. */
    private void addWords(Words words, WeightTable table) {
        rows.clear();
        for (int i : words.different()) {
            int row = memory.find(words.key(i));
            if (row == WordScores.UNKNOWN) {
                // before it pushes one of them out
                rows.addTo(sums, memory.scores());
                row = learn(words, i, table);
                rows.clear();
            }
            rows.add(row, 1);
        }
        rows.addTo(sums, memory.scores());
    }

    private int learn(Words words, int i, WeightTable table) {
        features.clear();
        group.generate(words.get(i), words.isNegated(i), features);
        Arrays.fill(ofWord, 0);
        table.add(features, rows, ofWord);
        return memory.learn(words.key(i), ofWord);
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
