package io.weathervane.training.perturb;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.StandaloneModel;
import io.weathervane.training.perturb.Perturbation.LabelChange;
import io.weathervane.training.perturb.Perturbation.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Puts the name of each group into each sentence and compares what a model says. The idea is counterfactual token fairness
 * (Garg et al., "Counterfactual Fairness in Text Classification through Robustness", 2019), the measures are those of
 * perturbation sensitivity: score deviation, score range and label distance (Prabhakaran et al., "Perturbation Sensitivity
 * Analysis to Detect Unintended Model Biases", 2019).
 *
 * <p>What changes is a bias of the model towards the word. What does not change proves nothing for other sentences.
 */
public final class PerturbationProbe {

    private final PerturbationTexts texts;
    private final List<String> labels;
    /** By sentence, group and label. */
    private final double[][][] scores;

    private PerturbationProbe(PerturbationTexts texts, StandaloneModel model) {
        this.texts = texts;
        this.labels = model.labels();
        this.scores = new double[texts.sentences().size()][texts.groups().size()][];
        for (int sentence = 0; sentence < scores.length; sentence++) {
            for (int group = 0; group < scores[sentence].length; group++) {
                String text = texts.text(sentence, group);
                scores[sentence][group] = model.scores(text);
                if (scores[sentence][group].length == 0) {
                    throw new ConfigurationException(
                            "There is nothing to read in '" + text + "'; correct the sentence.");
                }
            }
        }
    }

    /** @throws ConfigurationException if the model cannot read one of the texts */
    public static Perturbation run(StandaloneModel model, PerturbationTexts texts) {
        return new PerturbationProbe(texts, model).result();
    }

    private Perturbation result() {
        boolean[][] changed =
                Arrays.stream(scores).map(PerturbationProbe::changed).toArray(boolean[][]::new);
        List<Double> byGroup = IntStream.range(0, texts.groups().size())
                .mapToObj(group -> Arrays.stream(changed)
                        .mapToDouble(sentence -> sentence[group] ? 1 : 0)
                        .average()
                        .orElse(0))
                .toList();
        return new Perturbation(
                texts,
                IntStream.range(0, labels.size()).mapToObj(this::label).toList(),
                mean(byGroup.stream().mapToDouble(part -> part)),
                (int) Arrays.stream(changed)
                        .filter(sentence -> IntStream.range(0, sentence.length).anyMatch(i -> sentence[i]))
                        .count(),
                byGroup);
    }

    private LabelChange label(int label) {
        List<Range> ranges = new ArrayList<>();
        double deviation = 0;
        for (int sentence = 0; sentence < scores.length; sentence++) {
            double[] ofGroups = Arrays.stream(scores[sentence])
                    .mapToDouble(each -> each[label])
                    .toArray();
            ranges.add(range(texts.sentences().get(sentence), ofGroups));
            deviation += deviation(ofGroups) / scores.length;
        }
        List<Double> byGroup = IntStream.range(0, texts.groups().size())
                .mapToObj(group -> mean(Arrays.stream(scores).mapToDouble(sentence -> sentence[group][label])))
                .toList();
        return new LabelChange(
                labels.get(label),
                mean(byGroup.stream().mapToDouble(each -> each)),
                byGroup,
                mean(ranges.stream().mapToDouble(Range::width)),
                deviation,
                ranges.stream().max(Comparator.comparingDouble(Range::width)).orElseThrow());
    }

    private Range range(String sentence, double[] ofGroups) {
        int lowest = 0;
        int highest = 0;
        for (int i = 1; i < ofGroups.length; i++) {
            lowest = ofGroups[i] < ofGroups[lowest] ? i : lowest;
            highest = ofGroups[i] > ofGroups[highest] ? i : highest;
        }
        return new Range(
                sentence,
                texts.groups().get(lowest),
                ofGroups[lowest],
                texts.groups().get(highest),
                ofGroups[highest]);
    }

    /** For each group, whether it is decided otherwise than for most. */
    private static boolean[] changed(double[][] ofGroups) {
        int[] decisions =
                Arrays.stream(ofGroups).mapToInt(PerturbationProbe::best).toArray();
        double[] counts = new double[ofGroups[0].length];
        Arrays.stream(decisions).forEach(decision -> counts[decision]++);
        int usual = best(counts);
        boolean[] changed = new boolean[decisions.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = decisions[i] != usual;
        }
        return changed;
    }

    private static int best(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static double deviation(double[] values) {
        double mean = mean(Arrays.stream(values));
        return Math.sqrt(mean(Arrays.stream(values).map(value -> (value - mean) * (value - mean))));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(0);
    }
}
