package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.training.ModelTrainer;
import io.weathervane.training.TrainingProperties;
import io.weathervane.training.TrainingRecipe;
import io.weathervane.training.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane train}: makes {@code models/<name>/model.bin}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a model from labelled texts and writes models/<name>/model.bin.",
            "It is written in one step: a running Weathervane takes it over, and Ctrl-C leaves the old one.",
            "Without --data, models/<name>/training.properties says what to train from and how;",
            "a new model gets one that repeats its training."
        })
final class TrainCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("(?!\\.)[A-Za-z0-9._-]+");

    @Parameters(paramLabel = "<name>", description = "Name of the model, and of its folder.")
    private String name;

    @Option(names = "--data", arity = "1..*", paramLabel = "<file>", description = "Labelled texts to train from.")
    private List<Path> data = List.of();

    @Option(
            names = "--val",
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts to measure the finished model on.")
    private List<Path> validation = List.of();

    @Mixin
    private LabelledTextOptions textOptions;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "<features>",
            description = "What texts are taken apart by: words, word-pairs, word-triples, characters, style,"
                    + " last-sentence, private.")
    private List<String> features = List.of();

    @Option(
            names = "--set",
            paramLabel = "<setting>=<value>",
            description = "Another setting of training.properties, such as trainer.cutoff=3; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private OutputOptions outputOptions;

    @Option(names = "--no-recipe", description = "Write no training.properties for a new model.")
    private boolean noRecipe;

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
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "'" + name + "' cannot be a model's name; it is the name of a folder, made of"
                            + " letters, digits, '.', '_' and '-'.");
        }
        OutputOptions.Output output = outputOptions.output();
        Path folder = ModelFolders.orConfigured(models, Setting.MODELS_DIR).resolve(name);
        Path file = folder.resolve("training.properties");
        boolean exists = Files.exists(file);
        Properties recipe = recipe(file, exists);
        TrainingRecipe complete =
                TrainingProperties.of(name, recipe, exists ? file.toString() : "of the command line", folder, root());
        TrainingResult result;
        try (TrainingProgressBar progress = new TrainingProgressBar()) {
            result = new ModelTrainer().train(complete, progress);
        }
        Path model = folder.resolve("model.bin");
        result.write(model);
        boolean written = !exists && !noRecipe;
        if (written) {
            RecipeFile.write(file, name, repeating(recipe, result));
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT ->
                new TrainingReport(out)
                        .print(name, model, result, written ? TrainingReport.Recipe.REPEATS_IT : relation(exists));
            case JSON -> out.println(TrainingJson.of(name, model, result, repeating(recipe, result)));
            case MARKDOWN -> out.println(EvaluationMarkdown.of(TrainingReport.measured(result)));
        }
        out.flush();
        return 0;
    }

    private TrainingReport.Recipe relation(boolean exists) {
        boolean same = data.isEmpty() && validation.isEmpty() && features.isEmpty() && settings.isEmpty();
        return !exists
                ? TrainingReport.Recipe.NONE
                : same ? TrainingReport.Recipe.REPEATS_IT : TrainingReport.Recipe.SAYS_SOMETHING_ELSE;
    }

    private Path root() {
        return ModelFolders.orConfigured(dataRoot, Setting.TRAINING_DATA_DIR);
    }

    private Properties recipe(Path file, boolean exists) {
        if (!exists && data.isEmpty()) {
            throw new ConfigurationException(
                    "There is no " + file + " and no --data; say what to train '" + name + "' from.");
        }
        textOptions.check(Stream.concat(data.stream(), validation.stream()).toList());
        Properties recipe = exists ? TrainingProperties.load(file) : new Properties();
        if (!data.isEmpty()) {
            textOptions.describe(recipe, "data", data, root());
        }
        if (!validation.isEmpty()) {
            textOptions.describe(recipe, "validation", validation, root());
        }
        if (!features.isEmpty()) {
            recipe.setProperty("features", String.join(" ", features));
        }
        settings.forEach(recipe::setProperty);
        return recipe;
    }

    /** With all that was a default or automatic, so that it stays the same when those change or the data grows. */
    private static Map<String, String> repeating(Properties recipe, TrainingResult result) {
        Map<String, String> settings = new HashMap<>(TrainingProperties.settings(result.trainer()));
        recipe.stringPropertyNames().forEach(key -> settings.put(key, recipe.getProperty(key)));
        settings.putIfAbsent("features", TrainingProperties.DEFAULT_FEATURES);
        return settings;
    }
}
