package io.weathervane.training.compare;

import io.weathervane.doccat.features.FeatureHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which texts of a {@link Corpus} are learned from and which are measured on.
 *
 * @param train numbers of texts, in an order in which every beginning has each label in about the same part
 * @param test numbers of texts
 */
record Split(int[] train, int[] test) {

    /**
     * The one split of a corpus with texts kept apart, or else one for each fold. Folds have each label in about the same
     * part, and copies of a text are in the same fold: none is recognized that was learned by heart.
     */
    static List<Split> of(Corpus corpus, int folds, long seed) {
        int[] order = order(corpus, seed);
        if (corpus.hasValidation()) {
            return List.of(new Split(
                    order, IntStream.range(corpus.toLearnFrom(), corpus.size()).toArray()));
        }
        int[] fold = folds(corpus, order, folds);
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            int number = i;
            splits.add(new Split(
                    Arrays.stream(order).filter(text -> fold[text] != number).toArray(),
                    IntStream.range(0, corpus.size())
                            .filter(text -> fold[text] == number)
                            .toArray()));
        }
        return splits;
    }

    /** The same, but learning from only this part of the texts. */
    Split part(double share) {
        return new Split(Arrays.copyOf(train, (int) Math.round(train.length * share)), test);
    }

    /** All texts to learn from, in the order in which they are learned from. */
    static int[] order(Corpus corpus, long seed) {
        int size = corpus.toLearnFrom();
        long[] hashes = new long[size];
        Arrays.setAll(hashes, i -> FeatureHash.of(seed + " " + corpus.text(i)));
        double[] places = new double[size];
        for (int label = 0; label < corpus.labels().size(); label++) {
            int wanted = label;
            List<Integer> texts = IntStream.range(0, size)
                    .filter(i -> corpus.labelNumber(i) == wanted)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> hashes[i]))
                    .toList();
            for (int i = 0; i < texts.size(); i++) {
                places[texts.get(i)] = (i + 0.5) / texts.size();
            }
        }
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> places[i]).thenComparingLong(i -> hashes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] folds(Corpus corpus, int[] order, int folds) {
        Map<String, Integer> byText = new LinkedHashMap<>();
        // labels begin at different folds, or the first ones would be the largest
        int[] next = new int[corpus.labels().size()];
        Arrays.setAll(next, label -> label);
        for (int text : order) {
            int label = corpus.labelNumber(text);
            byText.computeIfAbsent(corpus.text(text), any -> next[label]++ % folds);
        }
        int[] fold = new int[corpus.size()];
        Arrays.setAll(fold, text -> byText.get(corpus.text(text)));
        return fold;
    }
}
