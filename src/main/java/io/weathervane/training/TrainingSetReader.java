package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.features.FeatureHash;
import io.weathervane.doccat.features.HashedFeatures;

/**
 * Reads the sources of a recipe into numbers, one text at a time and twice, so that neither the texts nor the features that
 * are too rare ever fill the memory.
 */
final class TrainingSetReader {

    private static final int FEATURES_PER_TEXT = 20;
    private static final int INITIAL = 1 << 16;

    private final TrainingRecipe recipe;
    private final LabelSet labels;
    private final Progress progress;
    private final TextFeatures features;
    private FeatureIndex index = new FeatureIndex(INITIAL);

    TrainingSetReader(TrainingRecipe recipe, LabelSet labels, Progress progress) {
        this.recipe = recipe;
        this.labels = labels;
        this.progress = progress;
        this.features = new TextFeatures(recipe.features());
    }

    TrainingSet read() {
        int cutoff = recipe.trainer().cutoff();
        long texts = count();
        FrequencyFilter filter = cutoff > 1 ? filter(texts) : null;
        TrainingSet set = new TrainingSet(labels.size());
        for (int i = 0; i < recipe.sources().size(); i++) {
            read(i, set, filter, texts);
        }
        drop(set, cutoff);
        return set;
    }

    /** The strings of the features by their numbers; the sources are read once more for it. */
    String[] names() {
        String[] names = new String[index.size()];
        for (TrainingSource source : recipe.sources()) {
            LabelledTextFile.read(
                    source.file(),
                    (label, text) -> features.strings(text, feature -> {
                        int number = index.find(FeatureHash.of(feature));
                        if (number >= 0 && names[number] == null) {
                            names[number] = feature;
                        }
                    }));
        }
        return names;
    }

    private long count() {
        long[] texts = new long[1];
        for (TrainingSource source : recipe.sources()) {
            long before = texts[0];
            LabelledTextFile.read(source.file(), (label, text) -> {
                labels.meaning(source, label);
                texts[0]++;
            });
            if (texts[0] == before) {
                throw new ConfigurationException("There is no text in " + source.file() + "; leave it out.");
            }
        }
        return texts[0];
    }

    private FrequencyFilter filter(long texts) {
        FrequencyFilter filter = new FrequencyFilter(texts * FEATURES_PER_TEXT);
        long[] done = new long[1];
        for (TrainingSource source : recipe.sources()) {
            LabelledTextFile.read(source.file(), (label, text) -> {
                HashedFeatures hashes = features.hashes(text);
                for (int i = 0; i < hashes.size(); i++) {
                    filter.count(hashes.hash(i));
                }
                progress.at("counting features", ++done[0], texts);
            });
        }
        return filter;
    }

    private void read(int number, TrainingSet set, FrequencyFilter filter, long texts) {
        TrainingSource source = recipe.sources().get(number);
        long among = labels.among(source);
        int folds = Math.max(1, recipe.trainer().folds());
        LabelledTextFile.read(source.file(), (label, text) -> {
            HashedFeatures hashes = features.hashes(text);
            for (int i = 0; i < hashes.size(); i++) {
                if (filter == null
                        || filter.mayReach(hashes.hash(i), recipe.trainer().cutoff())) {
                    set.rows.put(index.add(hashes.hash(i)));
                }
            }
            set.describe(labels.meaning(source, label), among, source.weight(), fold(text, folds), number);
            set.rows.endRow();
            progress.at("reading", set.size(), texts);
        });
    }

    /** By the text, so that its copies are never on both sides. */
    private int fold(String text, int folds) {
        return (int) Math.floorMod(FeatureHash.of(recipe.trainer().seed() + " " + text), (long) folds);
    }

    private void drop(TrainingSet set, int cutoff) {
        int[] frequencies = set.rows.frequencies(index.size());
        int[] renumbering = new int[frequencies.length];
        int kept = 0;
        for (int i = 0; i < frequencies.length; i++) {
            renumbering[i] = frequencies[i] >= cutoff ? kept++ : -1;
        }
        set.rows.renumber(renumbering);
        set.features = kept;
        index = index.renumbered(renumbering, kept);
    }
}
