package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.TextTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.util.ext.ExtensionLoader;

/** Measures a model as the {@code doccat:} component runs it. */
public final class ModelEvaluator {

    private static final double NANOS = 1e9;
    private static final int WARM_UP = 2_000;

    private final DocumentCategorizerME categorizer;
    private final List<String> modelLabels;

    public ModelEvaluator(DoccatModel model) {
        categorizer = new DocumentCategorizerME(model);
        modelLabels = new ArrayList<>();
        for (int i = 0; i < categorizer.getNumberOfCategories(); i++) {
            modelLabels.add(categorizer.getCategory(i));
        }
    }

    /** @throws ConfigurationException if the file is no model that this program can run */
    public static ModelEvaluator load(Path file) {
        ExtensionLoader.registerAllowedPackage("io.weathervane");
        try {
            return new ModelEvaluator(new DoccatModel(file));
        } catch (IOException | RuntimeException e) {
            throw new ConfigurationException(
                    "The model " + file + " cannot be used: " + e.getMessage() + "; train it again.", e);
        }
    }

    public List<String> modelLabels() {
        return List.copyOf(modelLabels);
    }

    /** Evaluates on texts whose labels are the model's, or mean one of them each. */
    public Evaluation evaluate(List<TrainingSource> sources, Progress progress) {
        return evaluate(texts(sources), Map.of(), Set.of(), progress);
    }

    /** The texts of sources whose labels mean one label each. */
    public static List<LabelledText> texts(List<TrainingSource> sources) {
        List<LabelledText> texts = new ArrayList<>();
        for (TrainingSource source : sources) {
            source.read((label, text) -> {
                Set<String> meaning = source.meanings().getOrDefault(label, Set.of(label));
                if (meaning.size() == 1) {
                    texts.add(new LabelledText(meaning.iterator().next(), text));
                }
            });
        }
        return texts;
    }

    /** The logarithms of the probabilities of a text. */
    double[] logarithms(String text) {
        double[] probabilities = categorizer.categorize(TextTokenizer.INSTANCE.tokenize(text));
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = StrictMath.log(Math.max(Double.MIN_NORMAL, probabilities[i]));
        }
        return probabilities;
    }

    /**
     * @param mapping the model's labels to those of the texts, where they differ; the probabilities of labels that meet are added
     * @param only the (mapped) labels between which to decide; texts of other labels are left out; empty: all
     * @throws ConfigurationException if a label is known to the model or to the texts alone
     */
    public Evaluation evaluate(
            List<LabelledText> texts, Map<String, String> mapping, Collection<String> only, Progress progress) {
        if (texts.isEmpty()) {
            throw new ConfigurationException("There is no text to evaluate on.");
        }
        LabelMapping labels = LabelMapping.of(modelLabels, mapping, only);
        List<LabelledText> counted = labels.counted(texts);
        warmUp(counted);
        EvaluationCounter counter = new EvaluationCounter(labels.names());
        long nanos = 0;
        for (int i = 0; i < counted.size(); i++) {
            LabelledText text = counted.get(i);
            long start = System.nanoTime();
            double[] probabilities = categorize(text);
            nanos += System.nanoTime() - start;
            counter.count(labels.names().indexOf(text.label()), labels.merge(probabilities));
            progress.at("evaluating", i + 1L, counted.size());
        }
        return counter.evaluation(counted.size() * NANOS / Math.max(1, nanos));
    }

    private double[] categorize(LabelledText text) {
        return categorizer.categorize(TextTokenizer.INSTANCE.tokenize(text.text()));
    }

    private void warmUp(List<LabelledText> texts) {
        for (int i = 0; i < WARM_UP; i++) {
            categorize(texts.get(i % texts.size()));
        }
    }
}
