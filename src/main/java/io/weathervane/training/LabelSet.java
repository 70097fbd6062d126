package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A model's labels, numbered, with sets of them as bits. */
final class LabelSet {

    static final int MOST = 64;

    private final List<String> labels;

    LabelSet(List<String> labels) {
        if (labels.size() < 2 || labels.size() > MOST) {
            throw new ConfigurationException("A model needs 2 to " + MOST + " labels, but the data has " + labels.size()
                    + ": " + labels + "; check the data files and their label mappings.");
        }
        this.labels = List.copyOf(labels);
    }

    List<String> names() {
        return labels;
    }

    int size() {
        return labels.size();
    }

    long all() {
        return -1L >>> 64 - labels.size();
    }

    /** What a label of the source stands for. */
    long meaning(TrainingSource source, String label) {
        return bits(source.meanings().getOrDefault(label, Set.of(label)), source, label);
    }

    long among(TrainingSource source) {
        return source.among().isEmpty() ? all() : bits(source.among(), source, String.join(" ", source.among()));
    }

    private long bits(Collection<String> names, TrainingSource source, String label) {
        long bits = 0;
        for (String name : names) {
            int number = labels.indexOf(name);
            if (number < 0) {
                throw new ConfigurationException("The label '" + label + "' of " + source.file() + " means '" + name
                        + "', which is none of the model's labels " + labels + "; map it to one of them.");
            }
            bits |= 1L << number;
        }
        return bits;
    }
}
