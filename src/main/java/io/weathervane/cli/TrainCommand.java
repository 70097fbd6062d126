package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.training.ModelTrainer;
import io.weathervane.training.TrainingProperties;
import io.weathervane.training.TrainingRecipe;
import io.weathervane.training.TrainingResult;
import io.weathervane.training.TrainingSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane train}: makes {@code models/<name>/model.bin}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a model from labelled texts and writes models/<name>/model.bin in one step:",
            "a running Weathervane takes the new model over, and Ctrl-C leaves the old one.",
            "Without --data, models/<name>/training.properties says what to train from and how."
        })
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<name>", description = "Name of the model, and of its folder.")
    private String name;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts: label<TAB>text a line, plain or gzip.")
    private List<Path> data = List.of();

    @Option(
            names = "--val",
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts to measure the finished model on.")
    private List<Path> validation = List.of();

    @Option(
            names = "--data-root",
            paramLabel = "<folder>",
            description = "What the file names in training.properties are relative to (default: training.data.dir).")
    private Path dataRoot;

    @Option(names = "--models", paramLabel = "<folder>", description = "Folder of the models (default: models.dir).")
    private Path models;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = ModelFolders.orConfigured(models, Setting.MODELS_DIR).resolve(name);
        TrainingRecipe recipe = recipe(folder);
        TrainingResult result;
        try (TrainingProgressBar progress = new TrainingProgressBar()) {
            result = new ModelTrainer().train(recipe, progress);
        }
        Path file = folder.resolve("model.bin");
        result.write(file);
        PrintWriter out = spec.commandLine().getOut();
        result.crossValidation()
                .ifPresent(evaluation -> out.printf(
                        "Cross-validation (%d folds)%n%s%n",
                        recipe.trainer().folds(), EvaluationReport.text(evaluation)));
        result.validation().ifPresent(evaluation -> out.printf("Validation%n%s%n", EvaluationReport.text(evaluation)));
        out.printf("%s: %,d texts, %,d bytes%n", file, result.texts(), result.model().length);
        out.flush();
        return 0;
    }

    private TrainingRecipe recipe(Path folder) {
        Path properties = folder.resolve("training.properties");
        boolean exists = Files.exists(properties);
        if (!exists && data.isEmpty()) {
            throw new ConfigurationException(
                    "There is no " + properties + " and no --data; say what to train '" + name + "' from.");
        }
        TrainingRecipe recipe = exists
                ? TrainingProperties.read(
                        name, properties, ModelFolders.orConfigured(dataRoot, Setting.TRAINING_DATA_DIR))
                : TrainingRecipe.standard(name);
        return recipe.withData(sources(data), sources(validation));
    }

    private static List<TrainingSource> sources(List<Path> files) {
        return files.stream().map(TrainingSource::of).toList();
    }
}
