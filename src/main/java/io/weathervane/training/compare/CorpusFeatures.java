package io.weathervane.training.compare;

import io.weathervane.doccat.TextTokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * The features of all texts of a corpus, made when they are first asked for and kept as long as they are likely to be asked
 * for again. Thread-safe.
 */
final class CorpusFeatures {

    /** While one feature set is worked off, the next one is begun. */
    private static final int KEPT = 2;

    private final Corpus corpus;
    private final Map<String, String[][]> kept = new LinkedHashMap<>(KEPT, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String[][]> eldest) {
            return size() > KEPT;
        }
    };

    CorpusFeatures(Corpus corpus) {
        this.corpus = corpus;
    }

    /** By the numbers of the texts. */
    synchronized String[][] of(FeatureSet features) {
        return kept.computeIfAbsent(features.name(), name -> extract(features));
    }

    private String[][] extract(FeatureSet features) {
        // most features come many times: one string for all of them
        Map<String, String> same = new HashMap<>();
        String[][] all = new String[corpus.size()][];
        for (int i = 0; i < all.length; i++) {
            String[] tokens = TextTokenizer.INSTANCE.tokenize(corpus.text(i));
            List<String> found = new ArrayList<>();
            for (FeatureGenerator generator : features.generators()) {
                for (String feature : generator.extractFeatures(tokens, Map.of())) {
                    String first = same.putIfAbsent(feature, feature);
                    found.add(first == null ? feature : first);
                }
            }
            all[i] = found.toArray(String[]::new);
        }
        return all;
    }
}
