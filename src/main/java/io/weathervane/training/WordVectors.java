package io.weathervane.training;

import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.WordFeatureGenerator;
import io.weathervane.doccat.features.Words;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of words by the company they keep: the singular vectors of their positive pointwise mutual information (Levy,
 * Goldberg and Dagan, "Improving Distributional Similarity with Lessons Learned from Word Embeddings", 2015). Words that are
 * used alike get similar vectors, whether labelled texts have them or not.
 */
final class WordVectors {

    private static final int WINDOW = 5;
    private static final int CUTOFF = 5;
    private static final double CONTEXT_POWER = 0.75;

    private final FeatureIndex index;
    private final Progress progress;
    private final PairCounts pairs = new PairCounts();
    private final int[] places;
    private int words;

    private WordVectors(FeatureIndex index, int[] frequencies, Progress progress) {
        this.index = index;
        this.progress = progress;
        this.places = new int[index.size()];
        Arrays.fill(places, -1);
        this.frequencies = frequencies;
    }

    private final int[] frequencies;

    /** A vector by the number of each word's feature, null for features without one. */
    static float[][] learn(
            List<TrainingSource> sources,
            FeatureIndex index,
            int[] frequencies,
            int dimensions,
            long seed,
            Progress progress) {
        WordVectors learner = new WordVectors(index, frequencies, progress);
        for (TrainingSource source : sources) {
            learner.count(source);
        }
        return learner.vectors(dimensions, seed);
    }

    private void count(TrainingSource source) {
        long[] done = new long[1];
        source.read((label, text) -> {
            int[] sequence = sequence(text);
            for (int i = 0; i < sequence.length; i++) {
                for (int j = Math.max(0, i - WINDOW); j < i; j++) {
                    if (sequence[i] >= 0 && sequence[j] >= 0 && sequence[i] != sequence[j]) {
                        float nearness = 1f / (i - j);
                        pairs.add(sequence[i], sequence[j], nearness);
                        pairs.add(sequence[j], sequence[i], nearness);
                    }
                }
            }
            progress.at("counting neighbours in " + source.name(), ++done[0], 0);
        });
    }

    private int[] sequence(String text) {
        Words tokens = Words.of(TextTokenizer.INSTANCE.tokenize(text));
        long[] hashes = WordFeatureGenerator.hashes(tokens);
        int[] sequence = new int[hashes.length];
        for (int i = 0; i < sequence.length; i++) {
            int feature = index.find(hashes[i]);
            if (feature < 0 || frequencies[feature] < CUTOFF) {
                sequence[i] = -1;
            } else {
                if (places[feature] < 0) {
                    places[feature] = words++;
                }
                sequence[i] = places[feature];
            }
        }
        return sequence;
    }

    private float[][] vectors(int dimensions, long seed) {
        progress.at("word vectors", 0, 0);
        int[][] columns = new int[words][];
        float[][] values = new float[words][];
        information(columns, values);
        float[][] byWord = new TruncatedSvd(columns, values).vectors(dimensions, seed);
        float[][] byFeature = new float[places.length][];
        for (int feature = 0; feature < places.length; feature++) {
            if (places[feature] >= 0) {
                byFeature[feature] = byWord[places[feature]];
            }
        }
        return byFeature;
    }

    private void information(int[][] columns, float[][] values) {
        long[] keys = pairs.sortedKeys();
        double[] sums = new double[words];
        for (long key : keys) {
            sums[PairCounts.first(key)] += pairs.sum(key);
        }
        double[] contexts = new double[words];
        double total = 0;
        for (int i = 0; i < words; i++) {
            contexts[i] = StrictMath.pow(sums[i], CONTEXT_POWER);
            total += contexts[i];
        }
        int from = 0;
        for (int word = 0; word < words; word++) {
            int to = from;
            while (to < keys.length && PairCounts.first(keys[to]) == word) {
                to++;
            }
            columns[word] = new int[to - from];
            values[word] = new float[to - from];
            int kept = 0;
            for (int i = from; i < to; i++) {
                int other = PairCounts.second(keys[i]);
                double information = StrictMath.log(pairs.sum(keys[i]) * total / (sums[word] * contexts[other]));
                if (information > 0) {
                    columns[word][kept] = other;
                    values[word][kept++] = (float) information;
                }
            }
            columns[word] = Arrays.copyOf(columns[word], kept);
            values[word] = Arrays.copyOf(values[word], kept);
            from = to;
        }
    }
}
