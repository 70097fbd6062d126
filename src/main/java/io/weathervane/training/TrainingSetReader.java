package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.features.FeatureHash;
import io.weathervane.doccat.features.HashedFeatures;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * Reads the texts of tasks into numbers, one text at a time and twice, so that neither the texts nor the features that are too
 * rare ever fill the memory. The tasks share the numbers of their features.
 */
final class TrainingSetReader {

    private static final int FEATURES_PER_TEXT = 20;
    private static final int INITIAL = 1 << 16;

    private final List<Task> tasks;
    private final TrainerParameters parameters;
    private final Progress progress;
    private final TextFeatures features;
    private FeatureIndex index = new FeatureIndex(INITIAL);
    private int[] frequencies;
    private long done;

    TrainingSetReader(
            List<Task> tasks, List<FeatureGenerator> features, TrainerParameters parameters, Progress progress) {
        this.tasks = tasks;
        this.parameters = parameters;
        this.progress = progress;
        this.features = new TextFeatures(features);
    }

    /** The texts of each task, without the features that are too rare over all. */
    List<TrainingSet> read() {
        long texts = count();
        FrequencyFilter filter = parameters.cutoff() > 1 ? filter(texts) : null;
        List<TrainingSet> sets = new ArrayList<>();
        done = 0;
        for (Task task : tasks) {
            TrainingSet set = new TrainingSet(task.labels().size());
            for (int i = 0; i < task.sources().size(); i++) {
                read(task, i, set, filter, texts);
            }
            sets.add(set);
        }
        drop(sets);
        return sets;
    }

    FeatureIndex index() {
        return index;
    }

    /** How many texts have each feature. */
    int[] frequencies() {
        return frequencies;
    }

    /** The strings of the features by their numbers; the sources are read once more for it. */
    String[] names() {
        String[] names = new String[index.size()];
        for (Task task : tasks) {
            for (TrainingSource source : task.sources()) {
                source.read((label, text) -> features.strings(text, feature -> {
                    int number = index.find(FeatureHash.of(feature));
                    if (number >= 0 && names[number] == null) {
                        names[number] = feature;
                    }
                }));
            }
        }
        return names;
    }

    private long count() {
        long[] texts = new long[1];
        for (Task task : tasks) {
            for (TrainingSource source : task.sources()) {
                long before = texts[0];
                source.read((label, text) -> {
                    task.labels().meaning(source, label);
                    texts[0]++;
                });
                if (texts[0] == before) {
                    throw new ConfigurationException("There is no text in " + source.file() + "; leave it out.");
                }
            }
        }
        return texts[0];
    }

    private FrequencyFilter filter(long texts) {
        FrequencyFilter filter = new FrequencyFilter(texts * FEATURES_PER_TEXT);
        for (Task task : tasks) {
            for (TrainingSource source : task.sources()) {
                source.read((label, text) -> {
                    HashedFeatures hashes = features.hashes(text);
                    for (int i = 0; i < hashes.size(); i++) {
                        filter.count(hashes.hash(i));
                    }
                    progress.at("counting features", ++done, texts);
                });
            }
        }
        return filter;
    }

    private void read(Task task, int number, TrainingSet set, FrequencyFilter filter, long texts) {
        TrainingSource source = task.sources().get(number);
        long among = task.labels().among(source);
        int folds = Math.max(1, parameters.folds());
        source.read((label, text) -> {
            HashedFeatures hashes = features.hashes(text);
            for (int i = 0; i < hashes.size(); i++) {
                if (filter == null || filter.mayReach(hashes.hash(i), parameters.cutoff())) {
                    set.rows.put(index.add(hashes.hash(i)));
                }
            }
            set.describe(task.labels().meaning(source, label), among, source.weight(), fold(text, folds), number);
            set.rows.endRow();
            progress.at("reading", ++done, texts);
        });
    }

    /** By the text, so that its copies are never on both sides. */
    private int fold(String text, int folds) {
        return (int) Math.floorMod(FeatureHash.of(parameters.seed() + " " + text), (long) folds);
    }

    private void drop(List<TrainingSet> sets) {
        int[] all = new int[index.size()];
        for (TrainingSet set : sets) {
            set.rows.addFrequencies(all);
        }
        int[] renumbering = new int[all.length];
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            renumbering[i] = all[i] >= parameters.cutoff() ? kept++ : -1;
        }
        frequencies = new int[kept];
        for (int i = 0; i < all.length; i++) {
            if (renumbering[i] >= 0) {
                frequencies[renumbering[i]] = all[i];
            }
        }
        for (TrainingSet set : sets) {
            set.rows.renumber(renumbering);
            set.features = kept;
        }
        index = index.renumbered(renumbering, kept);
    }
}
