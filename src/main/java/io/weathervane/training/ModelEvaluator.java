package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.StandaloneModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Measures a model as the {@code doccat:} component runs it. Keeps the model open. */
public final class ModelEvaluator {

    private static final double NANOS = 1e9;
    private static final int WARM_UP = 2_000;
    /** A transformer is as fast at once, and slow. */
    private static final long LONGEST_WARM_UP = TimeUnit.SECONDS.toNanos(2);

    private final StandaloneModel model;

    public ModelEvaluator(StandaloneModel model) {
        this.model = model;
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
        LabelMapping labels = LabelMapping.of(model.labels(), mapping, only);
        List<LabelledText> counted = labels.counted(texts);
        warmUp(counted);
        Outcomes outcomes = new Outcomes(labels.names(), counted.size());
        long nanos = 0;
        for (int i = 0; i < counted.size(); i++) {
            LabelledText text = counted.get(i);
            long start = System.nanoTime();
            double[] scores = model.scores(text.text());
            nanos += System.nanoTime() - start;
            outcomes.count(labels.names().indexOf(text.label()), labels.merge(scores));
            progress.at("evaluating", i + 1L, counted.size());
        }
        return outcomes.evaluation(counted.size() * NANOS / Math.max(1, nanos));
    }

    private void warmUp(List<LabelledText> texts) {
        long start = System.nanoTime();
        for (int i = 0; i < WARM_UP && System.nanoTime() - start < LONGEST_WARM_UP; i++) {
            model.scores(texts.get(i % texts.size()).text());
        }
    }
}
