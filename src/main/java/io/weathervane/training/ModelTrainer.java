package io.weathervane.training;

import io.weathervane.doccat.features.ConstantFeatureGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        List<Task> tasks = tasks(complete);
        List<String> labels = tasks.get(0).labels().names();
        TrainingSetReader reader = new TrainingSetReader(tasks, complete.features(), complete.trainer(), progress);
        List<TrainingSet> sets = reader.read();
        Background background = Background.learn(tasks, sets, reader, complete.trainer(), progress);
        float[][] inputs = background.inputs(sets.get(0));
        TrainingSet.Local local = sets.get(0).local(complete.trainer().cutoff());
        TrainingSet set = local.set();
        NbMaxent trainer = new NbMaxent(complete.trainer());
        CrossValidation.Outcome outcome = new CrossValidation(complete, labels, trainer).run(set, inputs, progress);
        LinearWeights weights = trainer.train(set, inputs, set.all(), "training", progress);
        progress.at("assembling", 0, 0);
        byte[] model = new ModelAssembler(
                        complete,
                        labels,
                        reader.names(),
                        reader.frequencies(),
                        background.fold(weights, local.numbers()),
                        outcome.calibration())
                .assemble();
        return new TrainingResult(
                model, set.size(), set.features, outcome.evaluation(), validation(complete, model, progress));
    }

    private static List<Task> tasks(TrainingRecipe recipe) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(recipe.name(), recipe.labels(), recipe.sources()));
        for (TrainingSource teacher : recipe.teachers()) {
            tasks.add(new Task(teacher.name(), List.of(), List.of(teacher)));
        }
        return tasks;
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
