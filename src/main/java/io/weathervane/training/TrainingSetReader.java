package io.weathervane.training;

import io.weathervane.doccat.features.FeatureHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * Reads the texts of tasks into numbers, chunk by chunk and twice, so that neither the texts nor the features that are too
 * rare ever fill the memory. The tasks share the numbers of their features.
 */
final class TrainingSetReader {

    private static final int FEATURES_PER_TEXT = 20;
    private static final int INITIAL = 1 << 16;

    private final List<Task> tasks;
    private final List<FeatureGenerator> generators;
    private final TrainerParameters parameters;
    private final Progress progress;
    private final long texts;
    private FeatureIndex index = new FeatureIndex(INITIAL);
    private List<TrainingSet> sets;
    private int[] frequencies;
    private long occurrences;
    private long done;

    TrainingSetReader(
            List<Task> tasks, List<FeatureGenerator> features, TrainerParameters parameters, Progress progress) {
        this.tasks = tasks;
        this.generators = features;
        this.parameters = parameters;
        this.progress = progress;
        this.texts = tasks.stream().mapToLong(Task::texts).sum();
    }

    /** The texts of each task, without the features that are too rare over all. */
    List<TrainingSet> read() {
        int columns = LinearWeights.columns(tasks.get(0).labels().size());
        HeapBudget budget = new HeapBudget(Runtime.getRuntime().maxMemory(), texts, columns);
        FrequencyFilter filter = parameters.cutoff() > 1 ? filter(budget) : null;
        sets = new ArrayList<>();
        for (Task task : tasks) {
            sets.add(new TrainingSet(task.labels().size()));
        }
        if (filter != null && tasks.size() == 1) {
            sets.get(0).rows.expect(filter.occurrences(occurrences, parameters.cutoff()));
        }
        done = 0;
        new TextChunks(tasks)
                .forEach(chunk -> HashedTexts.of(chunk, generators, filter, parameters.cutoff()), (chunk, hashed) -> {
                    add(chunk, hashed);
                    if (filter == null) {
                        occurrences += hashed.count();
                        budget.checkTexts(done, occurrences);
                    }
                });
        drop();
        budget.checkFeatures(index.size(), sets);
        return sets;
    }

    FeatureIndex index() {
        return index;
    }

    /** How often each feature occurs. */
    int[] frequencies() {
        return frequencies;
    }

    /** The strings of all features by their numbers. */
    String[] names() {
        BitSet all = new BitSet(index.size());
        all.set(0, index.size());
        return names(all);
    }

    /** The strings of some features by their numbers, null for the others. */
    String[] names(BitSet wanted) {
        return new FeatureNames(tasks, sets, generators, index).find(wanted, progress);
    }

    private FrequencyFilter filter(HeapBudget budget) {
        FrequencyFilter filter = new FrequencyFilter(texts * FEATURES_PER_TEXT);
        new TextChunks(tasks).forEach(chunk -> HashedTexts.of(chunk, generators, null, 0), (chunk, hashed) -> {
            for (int i = 0; i < hashed.count(); i++) {
                filter.count(hashed.hashes()[i]);
            }
            occurrences += hashed.count();
            done += chunk.texts().length;
            budget.checkTexts(done, occurrences);
            progress.at("counting features", done, texts);
        });
        return filter;
    }

    private void add(TextChunks.Chunk chunk, HashedTexts hashed) {
        Task task = tasks.get(chunk.task());
        TrainingSource source = task.sources().get(chunk.source());
        TrainingSet set = sets.get(chunk.task());
        long among = task.labels().among(source);
        int i = 0;
        for (int text = 0; text < chunk.texts().length; text++) {
            for (; i < hashed.ends()[text]; i++) {
                set.rows.put(index.add(hashed.hashes()[i]));
            }
            long right = task.labels().meaning(source, chunk.labels()[text]);
            set.describe(right, among, source.weight(), fold(chunk.texts()[text]), chunk.source());
            set.rows.endRow();
        }
        done += chunk.texts().length;
        progress.at("reading", done, texts);
    }

    /** By the text, so that its copies are never on both sides. */
    private int fold(String text) {
        return (int) Math.floorMod(FeatureHash.of(parameters.seed() + " " + text), (long) parameters.parts());
    }

    private void drop() {
        int[] all = new int[index.size()];
        for (TrainingSet set : sets) {
            set.rows.addFrequencies(all);
        }
        int[] renumbering = new int[all.length];
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            renumbering[i] = all[i] >= parameters.cutoff() ? kept : -1;
            if (renumbering[i] >= 0) {
                all[kept++] = all[i];
            }
        }
        frequencies = Arrays.copyOf(all, kept);
        for (TrainingSet set : sets) {
            set.rows.renumber(renumbering);
            set.features = kept;
        }
        index = index.renumbered(renumbering, kept);
    }
}
