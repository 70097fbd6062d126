package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.training.Objective;
import io.weathervane.training.TrainerParameters;
import io.weathervane.training.TrainingProperties;
import io.weathervane.training.TrainingRecipe;
import io.weathervane.training.TrainingSource;
import io.weathervane.training.compare.Comparison;
import io.weathervane.training.compare.ComparisonPlan;
import io.weathervane.training.compare.ComparisonResult;
import io.weathervane.training.compare.Corpus;
import io.weathervane.training.compare.FeatureSet;
import io.weathervane.training.compare.SimpleRecipe;
import io.weathervane.training.compare.report.ComparisonReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane compare}: which trainer, features and cutoff suit some texts best. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Trains every combination of trainers, feature sets and cutoffs, and ranks them.",
            "Each is measured by cross-validation or on a validation file, with 95 %% confidence intervals. No model is"
                    + " written.",
            "Without --data, models/<name>/training.properties says what to learn from and with which features."
        })
final class CompareCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "<name>", description = "Name of a model that has a recipe.")
    private String name;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts to learn from, and to measure on by cross-validation.")
    private List<Path> data = List.of();

    @Option(
            names = "--val",
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts to measure on, instead of cross-validation.")
    private List<Path> validation = List.of();

    @Mixin
    private LabelledTextOptions textOptions;

    @Mixin
    private CompareOptions options;

    @Option(names = "--report", paramLabel = "<file>", description = "Write an HTML report, with texts of the data.")
    private Path report;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

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
    public Integer call() throws IOException, InterruptedException {
        if (options.asksForFolds() && !validation.isEmpty()) {
            throw new ConfigurationException("Both --folds and --val are given; leave one of them out.");
        }
        if (report != null && Files.isDirectory(report)) {
            throw new ConfigurationException("--report " + report + " is a folder; name a file.");
        }
        textOptions.check(Stream.concat(data.stream(), validation.stream()).toList());
        List<String> notes = new ArrayList<>();
        ComparisonPlan plan = plan(notes);
        ComparisonResult result;
        try (TrainingProgressBar progress = new TrainingProgressBar()) {
            result = new Comparison(plan).run(progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ComparisonJson.of(result, notes));
        } else {
            ComparisonTable.print(result, notes, out);
        }
        if (report != null) {
            ComparisonReport.write(result, notes, report);
            if (!json) {
                out.printf("%nReport, with texts of the data: %s%n", report);
            }
        }
        out.flush();
        return result.ranking().isEmpty() ? 1 : 0;
    }

    private ComparisonPlan plan(List<String> notes) {
        if (name == null) {
            if (data.isEmpty()) {
                throw new ConfigurationException("There is nothing to compare on; give --data or the name of a model.");
            }
            return plan(
                    textOptions.sources(data),
                    textOptions.sources(validation),
                    null,
                    TrainerParameters.DEFAULT,
                    Objective.MACRO_F1,
                    notes);
        }
        Path file = ModelFolders.orConfigured(models, Setting.MODELS_DIR)
                .resolve(name)
                .resolve("training.properties");
        TrainingRecipe recipe =
                TrainingProperties.read(name, file, ModelFolders.orConfigured(dataRoot, Setting.TRAINING_DATA_DIR));
        SimpleRecipe simple =
                SimpleRecipe.of(recipe.withData(textOptions.sources(data), textOptions.sources(validation)));
        simple.unused().forEach(unused -> notes.add("Not used of the recipe: " + unused));
        return plan(
                simple.data(),
                options.asksForFolds() ? List.of() : simple.validation(),
                FeatureSet.of(recipe.features()),
                recipe.trainer(),
                recipe.objective(),
                notes);
    }

    private ComparisonPlan plan(
            List<TrainingSource> learned,
            List<TrainingSource> measured,
            FeatureSet features,
            TrainerParameters parameters,
            Objective objective,
            List<String> notes) {
        int folds = options.folds(Math.max(2, parameters.usual().folds()));
        var candidates = options.candidates(features, parameters.usual());
        Objective metric = options.metric(objective);
        Corpus all = Corpus.read(learned, measured);
        Corpus corpus = all.sample(options.sample(), options.seed(parameters.seed()));
        if (corpus != all) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Of %,d texts to learn from %,d are used, with each label in the same part: --sample takes more, and"
                            + " --sample 0 all",
                    all.toLearnFrom(),
                    corpus.toLearnFrom()));
        }
        if (!corpus.hasValidation() && corpus.size() < folds) {
            throw new ConfigurationException(
                    "There are fewer texts than folds; set --folds to at most " + corpus.size() + " or add texts.");
        }
        if (corpus.copiesInValidation() > 0) {
            notes.add(corpus.copiesInValidation() + " of the texts to measure on are also among those to learn from");
        }
        return new ComparisonPlan(
                corpus,
                candidates,
                folds,
                options.seed(parameters.seed()),
                metric,
                report == null ? 0 : options.details(),
                options.threads());
    }
}
