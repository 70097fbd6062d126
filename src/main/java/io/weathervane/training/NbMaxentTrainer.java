package io.weathervane.training;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import opennlp.tools.ml.AbstractEventTrainer;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.DataIndexer;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.TrainingParameters;

/**
 * A trainer for OpenNLP: a maximum-entropy model whose weights have priors as wide as Naive Bayes finds their features telling.
 * The model is a plain {@link GISModel}, which OpenNLP runs without this class. Its probabilities are those of the
 * log-linear model; {@link ModelTrainer} also calibrates them.
 *
 * <pre>
 * ExtensionLoader.registerAllowedPackage("io.weathervane");
 * parameters.put(TrainingParameters.ALGORITHM_PARAM, NbMaxentTrainer.class.getName());
 * </pre>
 *
 * <p>Parameters and their defaults are those of {@link TrainerParameters}: {@value TrainingParameters#CUTOFF_PARAM},
 * {@value TrainingParameters#ITERATIONS_PARAM}, {@value #STRENGTH_PARAM} and {@value #SMOOTHING_PARAM}. It adds no feature that
 * all texts have: for that, {@link io.weathervane.doccat.features.ConstantFeatureGenerator} must be among the generators. Not
 * for several threads at a time.
 */
public final class NbMaxentTrainer extends AbstractEventTrainer {

    /** How far weights may go from nothing: the variance of their prior, above 0. */
    public static final String STRENGTH_PARAM = "Strength";

    /** Added to the counts behind the Naive Bayes ratios, above 0. */
    public static final String SMOOTHING_PARAM = "Smoothing";

    /** Called by OpenNLP, which then calls {@link #init}. */
    public NbMaxentTrainer() {}

    @Override
    public void init(TrainingParameters parameters, Map<String, String> report) {
        TrainingParameters own = new TrainingParameters(parameters);
        own.putIfAbsent(TrainingParameters.CUTOFF_PARAM, TrainerParameters.USUAL_CUTOFF);
        own.putIfAbsent(TrainingParameters.ITERATIONS_PARAM, TrainerParameters.DEFAULT.iterations());
        own.putIfAbsent(STRENGTH_PARAM, TrainerParameters.DEFAULT.strength());
        own.putIfAbsent(SMOOTHING_PARAM, TrainerParameters.DEFAULT.smoothing());
        super.init(own, report);
    }

    /** @throws IllegalArgumentException if a parameter is no number or out of its range */
    @Override
    public void validate() {
        super.validate();
        aboveZero(STRENGTH_PARAM);
        aboveZero(SMOOTHING_PARAM);
    }

    private double aboveZero(String parameter) {
        double value = trainingParameters.getDoubleParameter(parameter, 0);
        if (!(value > 0)) {
            throw new IllegalArgumentException(parameter + " must be a number above 0, but is " + value);
        }
        return value;
    }

    @Override
    public boolean isSortAndMerge() {
        return false;
    }

    /**
     * @throws IllegalArgumentException if the features have values: only that they are there counts
     * @throws io.weathervane.config.ConfigurationException if there are more than 64 labels
     */
    @Override
    public MaxentModel doTrain(DataIndexer indexer) {
        if (indexer.getValues() != null) {
            throw new IllegalArgumentException("Features with values cannot be learned from; leave the values out");
        }
        TrainerParameters defaults = TrainerParameters.DEFAULT;
        TrainerParameters parameters = new TrainerParameters(
                getCutoff(),
                aboveZero(STRENGTH_PARAM),
                aboveZero(SMOOTHING_PARAM),
                0,
                defaults.transfer(),
                getIterations(),
                0,
                defaults.seed());
        TrainingSet set = set(indexer);
        LinearWeights weights =
                new NbMaxent(parameters).train(set, new float[set.size()][0], set.all(), getAlgorithm(), Progress.NONE);
        return model(weights, indexer);
    }

    private static TrainingSet set(DataIndexer indexer) {
        LabelSet labels = new LabelSet(List.of(indexer.getOutcomeLabels()));
        TrainingSet set = new TrainingSet(labels.size());
        int[][] contexts = indexer.getContexts();
        for (int row = 0; row < contexts.length; row++) {
            for (int feature : contexts[row]) {
                set.rows.put(feature);
            }
            int seen = indexer.getNumTimesEventsSeen()[row];
            set.describe(1L << indexer.getOutcomeList()[row], labels.all(), seen, 0, 0);
            set.rows.endRow();
        }
        set.features = indexer.getPredLabels().length;
        return set;
    }

    private static GISModel model(LinearWeights weights, DataIndexer indexer) {
        int columns = weights.columns();
        int[] outcomes = IntStream.range(0, columns).toArray();
        Context[] contexts = new Context[weights.features()];
        for (int feature = 0; feature < contexts.length; feature++) {
            double[] values = new double[columns];
            for (int column = 0; column < columns; column++) {
                values[column] = weights.values()[feature * columns + column];
            }
            contexts[feature] = new Context(outcomes, ModelAssembler.settled(values));
        }
        return new GISModel(contexts, indexer.getPredLabels(), indexer.getOutcomeLabels());
    }
}
