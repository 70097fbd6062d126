package io.weathervane.training;

import io.weathervane.doccat.StandaloneModel;
import io.weathervane.doccat.features.ConstantFeatureGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import opennlp.tools.util.ext.ExtensionLoader;

/**
 * Trains a document categorizer: reads the texts, learns weights on all of them, cross-validates to calibrate the scores and to
 * set the decisions, and puts everything into one OpenNLP model. Measures what comes out of the saved model, not what went in.
 */
public final class ModelTrainer {

    private static final String PACKAGE = "io.weathervane";

    private final long many;

    public ModelTrainer() {
        this(TrainerParameters.MANY);
    }

    /** @param many above this many texts, time and memory are saved */
    ModelTrainer(long many) {
        this.many = many;
    }

    /**
     * @throws io.weathervane.config.ConfigurationException if the data cannot be used, or does not fit into the heap
     */
    public TrainingResult train(TrainingRecipe recipe, Progress progress) {
        ExtensionLoader.registerAllowedPackage(PACKAGE);
        List<Task> tasks = tasks(recipe, progress);
        TrainerParameters parameters = recipe.trainer().forTexts(tasks.get(0).texts(), many);
        TrainingRecipe complete = withConstant(recipe).withTrainer(parameters);
        try {
            return train(complete, tasks, progress);
        } catch (OutOfMemoryError e) {
            throw HeapBudget.exceeded(tasks.get(0).texts(), e);
        }
    }

    private static TrainingResult train(TrainingRecipe recipe, List<Task> tasks, Progress progress) {
        List<String> labels = tasks.get(0).labels().names();
        TrainingSetReader reader = new TrainingSetReader(tasks, recipe.features(), recipe.trainer(), progress);
        List<TrainingSet> sets = reader.read();
        Background background = Background.learn(tasks, sets, reader, recipe.trainer(), progress);
        float[][] inputs = LearnedIntercepts.append(background.inputs(sets.get(0)), sets.get(0), recipe);
        sets.get(0).intercepts = FrequencyIntercepts.of(sets.get(0), recipe);
        TrainingSet.Local local = sets.get(0).local(recipe.trainer().cutoff());
        TrainingSet set = local.set();
        NbMaxent trainer = new NbMaxent(recipe.trainer());
        CrossValidation.Outcome outcome = new CrossValidation(recipe, labels, trainer).run(set, inputs, progress);
        LinearWeights weights = trainer.train(set, inputs, set.all(), outcome.start(), "training", progress);
        float[] folded = background.fold(weights, local.numbers());
        byte[] model = model(recipe, labels, reader, folded, outcome.calibration(), progress);
        return new TrainingResult(
                model,
                set.size(),
                set.features,
                recipe.trainer(),
                outcome.evaluation(),
                validation(recipe, model, progress));
    }

    private static byte[] model(
            TrainingRecipe recipe,
            List<String> labels,
            TrainingSetReader reader,
            float[] weights,
            Calibration calibration,
            Progress progress) {
        byte[] model = new ModelAssembler(recipe, labels, reader, weights, calibration).assemble(progress);
        if (!recipe.calibrateOnValidation() || recipe.validation().isEmpty()) {
            return model;
        }
        Calibration better = calibration.times(Temperature.of(model, ModelEvaluator.texts(recipe.validation())));
        return new ModelAssembler(recipe, labels, reader, weights, better).assemble(progress);
    }

    private static List<Task> tasks(TrainingRecipe recipe, Progress progress) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(Task.of(recipe.name(), recipe.labels(), recipe.sources(), progress));
        for (TrainingSource teacher : recipe.teachers()) {
            tasks.add(Task.of(teacher.name(), List.of(), List.of(teacher), progress));
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
        try (StandaloneModel saved = StandaloneModel.read(recipe.name(), model)) {
            return Optional.of(new ModelEvaluator(saved).evaluate(recipe.validation(), progress));
        } catch (IOException e) {
            throw new UncheckedIOException("The model that was just written cannot be read", e);
        }
    }
}
