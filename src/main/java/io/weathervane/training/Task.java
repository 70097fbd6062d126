package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something to learn: the task of the model itself, or another one that it can learn from.
 *
 * @param name for messages
 * @param texts how many there are in the sources
 */
record Task(String name, LabelSet labels, List<TrainingSource> sources, long texts) {

    /**
     * Reads the sources once, to see whether their labels are the task's and how many texts there are.
     *
     * @param labels empty: those of the sources, sorted
     */
    static Task of(String name, List<String> labels, List<TrainingSource> sources, Progress progress) {
        Set<String> found = new TreeSet<>();
        LabelSet known = labels.isEmpty() ? null : new LabelSet(labels);
        long[] texts = new long[1];
        for (TrainingSource source : sources) {
            long before = texts[0];
            source.read((label, text) -> {
                if (known != null) {
                    known.meaning(source, label);
                } else if (found.addAll(source.meanings().getOrDefault(label, Set.of(label)))
                        && found.size() > LabelSet.MOST) {
                    throw new ConfigurationException(source.file() + " has more than " + LabelSet.MOST
                            + " labels; is what it has as the label really one?");
                }
                progress.at("looking at " + source.name(), ++texts[0] - before, 0);
            });
            if (texts[0] == before) {
                throw new ConfigurationException("There is no text in " + source.file() + "; leave it out.");
            }
        }
        return new Task(name, known == null ? new LabelSet(List.copyOf(found)) : known, sources, texts[0]);
    }
}
