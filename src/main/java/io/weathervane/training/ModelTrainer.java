package io.weathervane.training;

import io.weathervane.doccat.features.ConstantFeatureGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
        String[] names = reader.names();
        float[] folded = background.fold(weights, local.numbers());
        Calibration calibration = outcome.calibration();
        byte[] model =
                new ModelAssembler(complete, labels, names, reader.frequencies(), folded, calibration).assemble();
        if (complete.calibrateOnValidation() && !complete.validation().isEmpty()) {
            Calibration better = calibration.times(temperature(complete, model));
            model = new ModelAssembler(complete, labels, names, reader.frequencies(), folded, better).assemble();
        }
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

    private static double temperature(TrainingRecipe recipe, byte[] model) {
        ModelEvaluator evaluator = evaluator(model);
        List<LabelledText> texts = ModelEvaluator.texts(recipe.validation());
        double[][] scores = new double[texts.size()][];
        int[] labels = new int[texts.size()];
        for (int i = 0; i < labels.length; i++) {
            scores[i] = evaluator.logarithms(texts.get(i).text());
            labels[i] = evaluator.modelLabels().indexOf(texts.get(i).label());
        }
        return Calibration.none(evaluator.modelLabels().size())
                .confident(scores, labels)
                .scale();
    }

    private static Optional<Evaluation> validation(TrainingRecipe recipe, byte[] model, Progress progress) {
        return recipe.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(evaluator(model).evaluate(recipe.validation(), progress));
    }

    private static ModelEvaluator evaluator(byte[] model) {
        try {
            return new ModelEvaluator(new DoccatModel(new ByteArrayInputStream(model)));
        } catch (IOException e) {
            throw new UncheckedIOException("The model that was just written cannot be read", e);
        }
    }
}
