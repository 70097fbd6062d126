package io.weathervane.training;

import io.weathervane.doccat.features.ConstantFeatureGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.util.ext.ExtensionLoader;

/**
 * Trains a document categorizer: reads the texts, learns weights on all of them, cross-validates to calibrate the scores and to
 * set the decisions, and puts everything into one OpenNLP model. Measures what comes out of the saved model, not what went in.
 */
public final class ModelTrainer {

    private static final String PACKAGE = "io.weathervane";

    /**
     * @throws io.weathervane.config.ConfigurationException if the data cannot be used
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     */
    public TrainingResult train(TrainingRecipe recipe, Progress progress) {
        ExtensionLoader.registerAllowedPackage(PACKAGE);
        TrainingRecipe complete = withConstant(recipe);
        LabelSet labels = LabelSet.of(complete);
        TrainingSetReader reader = new TrainingSetReader(complete, labels, progress);
        TrainingSet set = reader.read();
        NbMaxent trainer = new NbMaxent(complete.trainer());
        CrossValidation validation = new CrossValidation(complete, labels.names(), trainer);
        CrossValidation.Outcome outcome = validation.run(set, progress);
        LinearWeights weights = trainer.train(set, set.all(), "training", progress);
        int[] frequencies = set.rows.frequencies(set.features);
        byte[] model = new ModelAssembler(
                        complete, labels.names(), reader.names(), frequencies, weights, outcome.calibration())
                .assemble();
        return new TrainingResult(
                model, set.size(), set.features, outcome.evaluation(), validation(complete, model, progress));
    }

    private static TrainingRecipe withConstant(TrainingRecipe recipe) {
        boolean has = recipe.features().stream().anyMatch(ConstantFeatureGenerator.class::isInstance);
        return has ? recipe : recipe.withFeature(new ConstantFeatureGenerator());
    }

    private static Optional<Evaluation> validation(TrainingRecipe recipe, byte[] model, Progress progress) {
        if (recipe.validation().isEmpty()) {
            return Optional.empty();
        }
        try {
            ModelEvaluator evaluator = new ModelEvaluator(new DoccatModel(new ByteArrayInputStream(model)));
            return Optional.of(evaluator.evaluate(recipe.validation(), progress));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model that was just written cannot be read: " + Arrays.hashCode(model), e);
        }
    }
}
