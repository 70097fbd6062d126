package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.training.Evaluation;
import io.weathervane.training.LabelledText;
import io.weathervane.training.LabelledTextFile;
import io.weathervane.training.ModelEvaluator;
import io.weathervane.training.Progress;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane evaluate}: how right a model is. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a model on labelled texts, just as the doccat: component runs it:",
            "accuracy, precision, recall and F1, the confusion matrix, how true its probabilities are, and its speed."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<model>", description = "Name of the model, its folder or its model.bin.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts: label<TAB>text a line, plain or gzip.")
    private List<Path> data;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    @Option(
            names = "--labels",
            paramLabel = "<file>",
            description = "Properties file with lines \"model label=test label\"; the probabilities of labels that meet"
                    + " are added up.")
    private Path labels;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<label>",
            description = "Decide between these labels (of the test set); texts of other labels are left out.")
    private List<String> only = List.of();

    @Option(names = "--models", paramLabel = "<folder>", description = "Folder of the models (default: models.dir).")
    private Path models;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelEvaluator evaluator = ModelEvaluator.load(modelFile());
        List<LabelledText> texts = new ArrayList<>();
        for (Path file : data) {
            LabelledTextFile.read(file, (label, text) -> texts.add(new LabelledText(label, text)));
        }
        Evaluation evaluation = evaluator.evaluate(texts, mapping(), only, Progress.NONE);
        spec.commandLine()
                .getOut()
                .println(json ? EvaluationReport.json(evaluation) : EvaluationReport.text(evaluation));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Path modelFile() {
        List<Path> candidates = List.of(
                ModelFolders.orConfigured(models, Setting.MODELS_DIR)
                        .resolve(model)
                        .resolve("model.bin"),
                Path.of(model).resolve("model.bin"),
                Path.of(model));
        return candidates.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no model '" + model + "': neither "
                        + candidates.get(0) + " nor " + candidates.get(1) + " exists; train it first."));
    }

    private Map<String, String> mapping() {
        Map<String, String> mapping = new HashMap<>();
        if (labels != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(labels, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException("The label mapping " + labels + " cannot be read; check the file.", e);
            }
            properties
                    .stringPropertyNames()
                    .forEach(key -> mapping.put(key, properties.getProperty(key).strip()));
        }
        return mapping;
    }
}
