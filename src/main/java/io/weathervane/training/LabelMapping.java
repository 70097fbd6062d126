package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * From a model's labels to those of a test set.
 *
 * @param names the labels between which is decided
 * @param targets for each label of the model, its place among the names, -1 if it is left out
 * @param restricted whether texts of other labels are left out
 */
record LabelMapping(List<String> names, int[] targets, boolean restricted) {

    static LabelMapping of(List<String> modelLabels, Map<String, String> mapping, Collection<String> only) {
        for (String label : mapping.keySet()) {
            if (!modelLabels.contains(label)) {
                throw new ConfigurationException("The label mapping names '" + label
                        + "', which the model does not know; its labels are " + modelLabels + ".");
            }
        }
        List<String> mapped = modelLabels.stream()
                .map(label -> mapping.getOrDefault(label, label))
                .toList();
        for (String label : only) {
            if (!mapped.contains(label)) {
                throw new ConfigurationException("--only names '" + label
                        + "', which the model does not know; its labels, mapped, are " + new TreeSet<>(mapped) + ".");
            }
        }
        List<String> names = mapped.stream()
                .distinct()
                .filter(label -> only.isEmpty() || only.contains(label))
                .toList();
        return new LabelMapping(names, mapped.stream().mapToInt(names::indexOf).toArray(), !only.isEmpty());
    }

    /** The texts whose label is one of the names, unless the labels of texts and model do not fit together. */
    List<LabelledText> counted(List<LabelledText> texts) {
        Set<String> found = texts.stream().map(LabelledText::label).collect(Collectors.toCollection(TreeSet::new));
        for (String label : found) {
            if (!restricted && !names.contains(label)) {
                throw new ConfigurationException("The texts have the label '" + label
                        + "', which the model does not know; map a label of the model to it (--labels), or name the labels"
                        + " to decide between (--only).");
            }
        }
        for (String name : names) {
            if (!found.contains(name)) {
                throw new ConfigurationException("The model has the label '" + name
                        + "', which no text has; map it to one of " + found
                        + " (--labels), or name the labels to decide between (--only).");
            }
        }
        return texts.stream().filter(text -> names.contains(text.label())).toList();
    }

    /**
     * The probabilities of the names, adding up to 1.
     *
     * @param probabilities of the model's labels; empty if the model could read nothing: then all names are equal
     */
    double[] merge(double[] probabilities) {
        double[] merged = new double[names.size()];
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (targets[i] >= 0) {
                merged[targets[i]] += probabilities[i];
                sum += probabilities[i];
            }
        }
        for (int i = 0; i < merged.length; i++) {
            merged[i] = sum > 0 ? merged[i] / sum : 1.0 / merged.length;
        }
        return merged;
    }
}
