package io.weathervane.training.compare;

import io.weathervane.training.compare.CandidateDetails.TellingFeature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.MaxentModel;

/**
 * The features that move a model most towards each label: by their weight times the root of how many texts have them, so that
 * neither what is rare nor what says little comes first.
 */
final class TellingFeatures {

    static final int SHOWN = 20;

    private final List<String> labels;
    private final Map<String, Integer> frequencies = new HashMap<>();

    /** @param texts from which the model has learned */
    TellingFeatures(List<String> labels, String[][] features, int[] texts) {
        this.labels = labels;
        for (int text : texts) {
            for (String feature : features[text]) {
                frequencies.merge(feature, 1, Integer::sum);
            }
        }
    }

    /** By label, the most telling first. */
    List<List<TellingFeature>> of(CandidateModel candidate) {
        MaxentModel model = candidate.model();
        Comparator<TellingFeature> byImportance = Comparator.comparingDouble(
                        (TellingFeature one) -> one.weight() * Math.sqrt(one.texts()))
                .thenComparing(TellingFeature::feature, Comparator.reverseOrder());
        List<PriorityQueue<TellingFeature>> best = new ArrayList<>();
        labels.forEach(label -> best.add(new PriorityQueue<>(SHOWN + 1, byImportance)));
        double[] nothing = logarithms(model.eval(new String[0]));
        frequencies.forEach((feature, texts) -> {
            double[] weights = candidate.isPerceptron() ? stored(model, feature) : told(model, feature, nothing);
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            for (int outcome = 0; outcome < weights.length; outcome++) {
                double others = (sum - weights[outcome]) / (weights.length - 1);
                double weight = weights[outcome] - others;
                if (weight > 0) {
                    PriorityQueue<TellingFeature> queue = best.get(labels.indexOf(model.getOutcome(outcome)));
                    queue.add(new TellingFeature(feature, weight, texts));
                    if (queue.size() > SHOWN) {
                        queue.poll();
                    }
                }
            }
        });
        return best.stream()
                .map(queue -> queue.stream().sorted(byImportance.reversed()).toList())
                .toList();
    }

    /** What the feature alone changes in the logarithms of the probabilities: in a log-linear model, the weights. */
    private static double[] told(MaxentModel model, String feature, double[] nothing) {
        double[] logarithms = logarithms(model.eval(new String[] {feature}));
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] -= nothing[i];
        }
        return logarithms;
    }

    private static double[] logarithms(double[] probabilities) {
        double[] logarithms = new double[probabilities.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(Math.max(Double.MIN_NORMAL, probabilities[i]));
        }
        return logarithms;
    }

    private static double[] stored(MaxentModel model, String feature) {
        double[] weights = new double[model.getNumOutcomes()];
        Object known = ((AbstractModel) model).getDataStructures()[1];
        if (known instanceof Map<?, ?> contexts && contexts.get(feature) instanceof Context context) {
            for (int i = 0; i < context.getOutcomes().length; i++) {
                weights[context.getOutcomes()[i]] = context.getParameters()[i];
            }
        }
        return weights;
    }
}
