package io.weathervane.training;

import io.weathervane.doccat.features.HashedFeatures;
import java.util.Arrays;
import java.util.List;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * The hashes of the features of some texts, one text after the other.
 *
 * @param hashes of which the first {@code count()} count
 * @param ends where each text's hashes end
 */
record HashedTexts(long[] hashes, int[] ends) {

    private static final int USUAL = 48;

    /** @param filter what may be too rare is left out by it; null: all stay */
    static HashedTexts of(
            TextChunks.Chunk chunk, List<FeatureGenerator> generators, FrequencyFilter filter, int cutoff) {
        TextFeatures features = new TextFeatures(generators);
        int texts = chunk.texts().length;
        long[] hashes = new long[USUAL * texts];
        int[] ends = new int[texts];
        int count = 0;
        for (int text = 0; text < texts; text++) {
            HashedFeatures found = features.hashes(chunk.texts()[text]);
            if (count + found.size() > hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * (count + found.size()));
            }
            for (int i = 0; i < found.size(); i++) {
                if (filter == null || filter.mayReach(found.hash(i), cutoff)) {
                    hashes[count++] = found.hash(i);
                }
            }
            ends[text] = count;
        }
        return new HashedTexts(hashes, ends);
    }

    int count() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }
}
