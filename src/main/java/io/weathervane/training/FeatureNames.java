package io.weathervane.training;

import io.weathervane.doccat.features.FeatureHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import opennlp.tools.doccat.FeatureGenerator;

/** Finds the strings of features, of which until then only hashes were kept: in the texts that had them first. */
final class FeatureNames {

    private final List<Task> tasks;
    private final List<TrainingSet> sets;
    private final List<FeatureGenerator> generators;
    private final FeatureIndex index;
    private long done;

    /** @param sets of the tasks, with the numbers of the index */
    FeatureNames(List<Task> tasks, List<TrainingSet> sets, List<FeatureGenerator> generators, FeatureIndex index) {
        this.tasks = tasks;
        this.sets = sets;
        this.generators = generators;
        this.index = index;
    }

    /** The strings by the features' numbers, null for those that are not wanted. Reads the files once. */
    String[] find(BitSet wanted, Progress progress) {
        BitSet first = textsThatHaveThemFirst(wanted);
        long needed = first.cardinality();
        String[] names = new String[index.size()];
        new TextChunks(tasks, number -> first.get((int) number))
                .forEach(chunk -> find(chunk, wanted, names), (chunk, found) -> {
                    for (String feature : found) {
                        int number = index.find(FeatureHash.of(feature));
                        if (names[number] == null) {
                            names[number] = feature;
                        }
                    }
                    done += chunk.texts().length;
                    progress.at("naming features", done, needed);
                });
        return names;
    }

    private BitSet textsThatHaveThemFirst(BitSet wanted) {
        BitSet first = new BitSet();
        BitSet missing = (BitSet) wanted.clone();
        int text = 0;
        for (TrainingSet set : sets) {
            int[] columns = set.rows.columns();
            for (int row = 0; row < set.size(); row++, text++) {
                for (int i = set.rows.start(row); i < set.rows.end(row); i++) {
                    if (missing.get(columns[i])) {
                        missing.clear(columns[i]);
                        first.set(text);
                    }
                }
            }
        }
        return first;
    }

    private List<String> find(TextChunks.Chunk chunk, BitSet wanted, String[] names) {
        List<String> found = new ArrayList<>();
        TextFeatures features = new TextFeatures(generators);
        for (String text : chunk.texts()) {
            features.strings(text, feature -> {
                int number = index.find(FeatureHash.of(feature));
                // the array is read while another thread fills it: at worst a feature is found again
                if (number >= 0 && wanted.get(number) && names[number] == null) {
                    found.add(feature);
                }
            });
        }
        return found;
    }
}
