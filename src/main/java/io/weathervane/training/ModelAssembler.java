package io.weathervane.training;

import io.weathervane.doccat.features.ConstantFeatureGenerator;
import io.weathervane.doccat.features.FeatureHash;
import java.util.Arrays;
import java.util.BitSet;
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
    private static final String LANGUAGE = "en";
    private static final String WEIGHTS = "doccat.model";
    /** What a feature takes of a model file. */
    private static final int LEAST_BYTES = 8;

    private static final int USUAL_BYTES = 6;

    private final TrainingRecipe recipe;
    private final List<String> labels;
    private final TrainingSetReader reader;
    private final float[] linear;
    private final int columns;
    private final Calibration calibration;
    private final int constant;

    /** @param rank by importance, from 0 on */
    private record Ranked(String name, int number, int rank) {}

    /** @param linear a weight for each feature of the reader and each label that has some */
    ModelAssembler(
            TrainingRecipe recipe,
            List<String> labels,
            TrainingSetReader reader,
            float[] linear,
            Calibration calibration) {
        this.recipe = recipe;
        this.labels = labels;
        this.reader = reader;
        this.linear = linear;
        this.columns = linear.length / reader.index().size();
        this.calibration = calibration;
        this.constant = reader.index().find(FeatureHash.of(ConstantFeatureGenerator.CONSTANT));
    }

    /** The model's file, with as many features as fit: those that matter most. */
    byte[] assemble(Progress progress) {
        progress.at("choosing features", 0, 0);
        int[] chosen = byImportance();
        long most = Math.max(1, recipe.maximumBytes() / LEAST_BYTES);
        int[] features = Arrays.copyOf(chosen, (int) Math.min(chosen.length, most));
        BitSet wanted = new BitSet();
        Arrays.stream(features).forEach(wanted::set);
        String[] names = reader.names(wanted);
        Ranked[] ranked = new Ranked[features.length];
        Arrays.setAll(ranked, rank -> new Ranked(names[features[rank]], features[rank], rank));
        Arrays.parallelSort(ranked, Comparator.comparing(Ranked::name));
        progress.at("writing the model", 0, 0);
        return new LargestFit(recipe.maximumBytes(), USUAL_BYTES).find(features.length, count -> bytes(ranked, count));
    }

    /** The features that have a say at all; of two that matter the same, the one that was seen first. */
    private int[] byImportance() {
        int[] frequencies = reader.frequencies();
        long[] keys = new long[frequencies.length];
        int count = 0;
        double[] folded = new double[columns];
        for (int feature = 0; feature < frequencies.length; feature++) {
            fold(feature, folded);
            double spread = spread(folded);
            if (spread > 0) {
                float importance = feature == constant
                        ? Float.POSITIVE_INFINITY
                        : (float) (spread * spread * frequencies[feature]);
                // positive floats are in the order of their bits
                keys[count++] = (long) -Float.floatToIntBits(importance) << 32 | feature;
            }
        }
        Arrays.parallelSort(keys, 0, count);
        return Arrays.stream(keys, 0, count).mapToInt(key -> (int) key).toArray();
    }

    private void fold(int feature, double[] folded) {
        double[] offsets = calibration.offsets();
        double last = folded.length < offsets.length ? offsets[offsets.length - 1] : 0;
        for (int column = 0; column < folded.length; column++) {
            folded[column] = linear[feature * folded.length + column] * calibration.scale()
                    + (feature == constant ? offsets[column] - last : 0);
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

    /** @param ranked in the order of their names */
    private byte[] bytes(Ranked[] ranked, int count) {
        int[] outcomes = IntStream.range(0, columns).toArray();
        Context[] contexts = new Context[count];
        String[] predicates = new String[count];
        int i = 0;
        for (Ranked feature : ranked) {
            if (feature.rank() < count) {
                double[] weights = new double[columns];
                fold(feature.number(), weights);
                contexts[i] = new Context(outcomes, weights);
                predicates[i++] = feature.name();
            }
        }
        String[] outcomeNames = labels.toArray(String[]::new);
        GISModel maxent = new GISModel(contexts, predicates, outcomeNames);
        GISModel nothing = new GISModel(new Context[0], new String[0], outcomeNames);
        DoccatFactory factory = new DoccatFactory(recipe.features().toArray(FeatureGenerator[]::new));
        return ModelFile.bytes(new DoccatModel(LANGUAGE, nothing, Map.of(), factory), WEIGHTS, maxent);
    }
}
