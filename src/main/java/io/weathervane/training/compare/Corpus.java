package io.weathervane.training.compare;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.TrainingSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Labelled texts in memory, numbered: first those to learn from, then those to measure on, if these are kept apart. Immutable.
 */
public final class Corpus {

    private static final int LEAST_OF_LABEL = 20;

    private final List<Path> files;
    private final List<String> labels;
    private final List<String> texts;
    private final int[] numbers;
    private final int toLearnFrom;

    private Corpus(List<Path> files, List<String> texts, List<String> textLabels, int toLearnFrom) {
        this.files = List.copyOf(files);
        this.labels = List.copyOf(new TreeSet<>(textLabels));
        this.texts = texts;
        this.toLearnFrom = toLearnFrom;
        Map<String, Integer> places = new HashMap<>();
        labels.forEach(label -> places.put(label, places.size()));
        this.numbers = textLabels.stream().mapToInt(places::get).toArray();
    }

    /**
     * Reads the texts, whose labels may mean one label of the model each.
     *
     * @param validation may be empty: then the data is both learned from and measured on
     * @throws ConfigurationException if a file cannot be read or the labels cannot be learned
     */
    public static Corpus read(List<TrainingSource> data, List<TrainingSource> validation) {
        List<Path> files = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        data.forEach(source -> read(source, files, texts, labels));
        int toLearnFrom = texts.size();
        validation.forEach(source -> read(source, files, texts, labels));
        CorpusCheck.labels(
                labels.subList(0, toLearnFrom), labels.subList(toLearnFrom, labels.size()), !validation.isEmpty());
        Corpus corpus = new Corpus(files, List.copyOf(texts), labels, toLearnFrom);
        CorpusCheck.variety(corpus);
        return corpus;
    }

    /**
     * A smaller one, which has each label in about the same part, but at least {@value #LEAST_OF_LABEL} of its texts if there
     * are so many. What is measured on, if it is kept apart, stays whole. The same seed draws the same texts.
     *
     * @param most texts to learn from
     * @return this one if it is small enough
     */
    public Corpus sample(int most, long seed) {
        if (toLearnFrom <= most) {
            return this;
        }
        int[] taken = new int[labels.size()];
        int[] order = Split.order(this, seed);
        BitSet drawn = new BitSet(size());
        for (int i = 0; i < order.length; i++) {
            if (i < most || taken[numbers[order[i]]] < LEAST_OF_LABEL) {
                taken[numbers[order[i]]]++;
                drawn.set(order[i]);
            }
        }
        int learned = drawn.cardinality();
        drawn.set(toLearnFrom, size());
        Corpus sample = new Corpus(
                files,
                drawn.stream().mapToObj(texts::get).toList(),
                drawn.stream().mapToObj(this::label).toList(),
                learned);
        CorpusCheck.variety(sample);
        return sample;
    }

    private static void read(TrainingSource source, List<Path> files, List<String> texts, List<String> labels) {
        int before = texts.size();
        files.add(source.file());
        source.read((label, text) -> {
            labels.add(source.meanings()
                    .getOrDefault(label, Set.of(label))
                    .iterator()
                    .next());
            texts.add(text);
        });
        if (texts.size() == before) {
            throw new ConfigurationException("There is no text in " + source.file() + "; leave it out.");
        }
    }

    /** Sorted. */
    public List<String> labels() {
        return labels;
    }

    public List<Path> files() {
        return files;
    }

    public int size() {
        return numbers.length;
    }

    /** How many texts are learned from; they come first. */
    public int toLearnFrom() {
        return toLearnFrom;
    }

    /** Whether texts to measure on are kept apart. */
    public boolean hasValidation() {
        return toLearnFrom < size();
    }

    public String text(int number) {
        return texts.get(number);
    }

    public String label(int number) {
        return labels.get(numbers[number]);
    }

    /** The place of a text's label among the labels. */
    int labelNumber(int number) {
        return numbers[number];
    }

    /** How many of the texts that are kept apart can be learned by heart. */
    public int copiesInValidation() {
        Set<String> learned = new HashSet<>(texts.subList(0, toLearnFrom));
        return (int) texts.subList(toLearnFrom, size()).stream()
                .filter(learned::contains)
                .count();
    }

    /** How many texts have each label, in the order of the labels. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < size(); i++) {
            counts.merge(label(i), 1, Integer::sum);
        }
        return counts;
    }
}
