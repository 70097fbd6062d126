package io.weathervane.training;

import io.weathervane.doccat.features.ConstantFeatureGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;

/**
 * Folds weights and calibration into an OpenNLP model: the scale into the weights, the offsets into those of the constant
 * feature. Weights are rounded to steps far smaller than their uncertainty, as round numbers take a third of the space.
 */
final class ModelAssembler {

    private static final double STEP = 1 / 256.0;
    private static final int SEARCHES = 7;
    private static final String LANGUAGE = "en";

    private final TrainingRecipe recipe;
    private final List<String> labels;
    private final String[] names;
    private final double[][] weights;
    private final Integer[] byImportance;

    ModelAssembler(
            TrainingRecipe recipe,
            List<String> labels,
            String[] names,
            int[] frequencies,
            float[] linear,
            Calibration calibration) {
        this.recipe = recipe;
        this.labels = labels;
        this.names = names;
        this.weights = new double[names.length][linear.length / names.length];
        double[] importance = new double[names.length];
        for (int feature = 0; feature < names.length; feature++) {
            boolean constant = names[feature].equals(ConstantFeatureGenerator.CONSTANT);
            fold(feature, constant, linear, calibration);
            importance[feature] = constant
                    ? Double.POSITIVE_INFINITY
                    : spread(weights[feature]) * spread(weights[feature]) * frequencies[feature];
        }
        byImportance = IntStream.range(0, names.length).boxed().toArray(Integer[]::new);
        Arrays.sort(
                byImportance,
                Comparator.comparingDouble((Integer i) -> -importance[i]).thenComparing(i -> names[i]));
    }

    /** The model's file, with as many features as fit. */
    byte[] assemble() {
        byte[] model = bytes(names.length);
        if (model.length <= recipe.maximumBytes()) {
            return model;
        }
        int fits = 0;
        int tooMany = names.length;
        byte[] best = null;
        for (int search = 0; search < SEARCHES; search++) {
            int tried = search == 0
                    ? (int) (0.9 * names.length * recipe.maximumBytes() / model.length)
                    : (fits + tooMany) / 2;
            byte[] candidate = bytes(tried);
            if (candidate.length <= recipe.maximumBytes()) {
                fits = tried;
                best = candidate;
            } else {
                tooMany = tried;
            }
        }
        return best == null ? bytes(fits) : best;
    }

    private void fold(int feature, boolean constant, float[] linear, Calibration calibration) {
        double[] folded = weights[feature];
        double[] offsets = calibration.offsets();
        double last = folded.length < offsets.length ? offsets[offsets.length - 1] : 0;
        for (int column = 0; column < folded.length; column++) {
            folded[column] = linear[feature * folded.length + column] * calibration.scale()
                    + (constant ? offsets[column] - last : 0);
        }
        settled(folded);
    }

    /** Centres the weights of a feature, which changes no probability, and rounds them; in place. */
    static double[] settled(double[] weights) {
        double mean = 0;
        for (double weight : weights) {
            mean += weight / weights.length;
        }
        for (int column = 0; column < weights.length; column++) {
            double centred = weights.length > 1 ? weights[column] - mean : weights[column];
            weights[column] = Math.rint(centred / STEP) * STEP;
        }
        return weights;
    }

    private static double spread(double[] values) {
        double lowest = values.length == 1 ? 0 : values[0];
        double highest = lowest;
        for (double value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return highest - lowest;
    }

    private byte[] bytes(int features) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            if (spread(weights[byImportance[i]]) > 0) {
                kept.add(byImportance[i]);
            }
        }
        kept.sort(Comparator.comparing(i -> names[i]));
        int[] outcomes = IntStream.range(0, weights[0].length).toArray();
        Context[] contexts = new Context[kept.size()];
        String[] predicates = new String[kept.size()];
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = new Context(outcomes, weights[kept.get(i)]);
            predicates[i] = names[kept.get(i)];
        }
        GISModel maxent = new GISModel(contexts, predicates, labels.toArray(String[]::new));
        DoccatFactory factory = new DoccatFactory(recipe.features().toArray(FeatureGenerator[]::new));
        return ModelFile.bytes(new DoccatModel(LANGUAGE, maxent, Map.of(), factory));
    }
}
