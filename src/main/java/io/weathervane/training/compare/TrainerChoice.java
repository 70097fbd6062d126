package io.weathervane.training.compare;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.NbMaxentTrainer;
import io.weathervane.training.TrainerParameters;
import java.util.List;
import java.util.Map;
import opennlp.tools.ml.EventTrainer;
import opennlp.tools.ml.maxent.GISTrainer;
import opennlp.tools.ml.maxent.quasinewton.QNTrainer;
import opennlp.tools.ml.naivebayes.NaiveBayesTrainer;
import opennlp.tools.ml.perceptron.PerceptronTrainer;
import opennlp.tools.util.TrainingParameters;
import opennlp.tools.util.ext.ExtensionLoader;

/**
 * A trainer that OpenNLP knows by a name, with its parameters.
 *
 * @param name as it is given on the command line
 * @param needsConstant whether it needs a feature that all texts have, to learn how frequent the labels are
 */
public record TrainerChoice(String name, String algorithm, Map<String, Double> parameters, boolean needsConstant) {

    /** The short names. */
    public static final List<String> NAMES = List.of("gis", "qn", "naive-bayes", "perceptron", "nb-maxent");

    public TrainerChoice {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param name a short name, or the class name of an {@link EventTrainer} in a package that OpenNLP may load from
     * @param ours the parameters of our own trainer
     * @throws ConfigurationException if there is none of this name
     */
    public static TrainerChoice named(String name, TrainerParameters ours) {
        return switch (name) {
            case "gis" -> new TrainerChoice(name, GISTrainer.MAXENT_VALUE, Map.of(), false);
            // with both priors, which is the default, it keeps too few features
            case "qn" -> new TrainerChoice(name, QNTrainer.MAXENT_QN_VALUE, Map.of(QNTrainer.L1COST_PARAM, 0.0), false);
            case "naive-bayes" -> new TrainerChoice(name, NaiveBayesTrainer.NAIVE_BAYES_VALUE, Map.of(), false);
            case "perceptron" -> new TrainerChoice(name, PerceptronTrainer.PERCEPTRON_VALUE, Map.of(), false);
            case "nb-maxent" ->
                new TrainerChoice(
                        name,
                        NbMaxentTrainer.class.getName(),
                        Map.of(
                                NbMaxentTrainer.STRENGTH_PARAM, ours.strength(),
                                NbMaxentTrainer.SMOOTHING_PARAM, ours.smoothing(),
                                TrainingParameters.ITERATIONS_PARAM, (double) ours.iterations()),
                        true);
            default -> ofClass(name);
        };
    }

    private static TrainerChoice ofClass(String name) {
        try {
            ExtensionLoader.registerAllowedPackage("io.weathervane");
            ExtensionLoader.instantiateExtension(EventTrainer.class, name);
            return new TrainerChoice(name, name, Map.of(), false);
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "The trainer '" + name + "' is none of " + NAMES
                            + " nor the class of an OpenNLP EventTrainer; correct the name.",
                    e);
        }
    }

    /** New ones each time, as trainers change them. */
    TrainingParameters parameters(int cutoff) {
        TrainingParameters all = new TrainingParameters();
        all.put(TrainingParameters.ALGORITHM_PARAM, algorithm);
        all.put(TrainingParameters.CUTOFF_PARAM, cutoff);
        parameters.forEach((key, value) -> {
            if (value == Math.rint(value) && key.equals(TrainingParameters.ITERATIONS_PARAM)) {
                all.put(key, value.intValue());
            } else {
                all.put(key, value);
            }
        });
        return all;
    }
}
