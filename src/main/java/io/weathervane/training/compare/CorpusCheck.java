package io.weathervane.training.compare;

import io.weathervane.config.ConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether labelled texts can be learned from and measured on; says what to do if not. */
final class CorpusCheck {

    private static final int MOST_LABELS = 64;

    private CorpusCheck() {}

    static void labels(List<String> learned, List<String> measured, boolean apart) {
        Set<String> known = new TreeSet<>(learned);
        if (known.size() < 2 || known.size() > MOST_LABELS) {
            throw new ConfigurationException("A model needs 2 to " + MOST_LABELS + " labels, but the data has "
                    + known.size() + "; is its first column the label?");
        }
        if (apart) {
            Set<String> asked = new TreeSet<>(measured);
            Set<String> onlyOne = new TreeSet<>(known);
            onlyOne.removeAll(asked);
            asked.removeAll(known);
            onlyOne.addAll(asked);
            if (!onlyOne.isEmpty()) {
                throw new ConfigurationException("Only the data or only the validation file has the labels " + onlyOne
                        + "; leave their texts out or rename them.");
            }
        }
    }

    /** Each label needs two different texts, one to learn from and one to be measured on. */
    static void variety(Corpus corpus) {
        Map<String, Set<String>> different = new TreeMap<>();
        for (int i = 0; i < corpus.size(); i++) {
            Set<String> some = different.computeIfAbsent(corpus.label(i), label -> new HashSet<>());
            if (some.size() < 2) {
                some.add(corpus.text(i));
            }
        }
        different.forEach((label, some) -> {
            if (some.size() < 2) {
                throw new ConfigurationException(
                        "The label '" + label
                                + "' has a single text, which cannot be learned from and measured on; add more or leave it out.");
            }
        });
    }
}
