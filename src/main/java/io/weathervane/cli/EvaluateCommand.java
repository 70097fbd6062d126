package io.weathervane.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.doccat.StandaloneModel;
import io.weathervane.training.Evaluation;
import io.weathervane.training.LabelledText;
import io.weathervane.training.ModelEvaluator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane evaluate}: how right a model is. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a model on labelled texts, just as the doccat: component runs it.",
            "It prints accuracy, precision, recall and F1 with 95 %% intervals, the confusion matrix, how true its probabilities are,",
            "and its speed."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<model>", description = "Name of the model, its folder, or its model.bin or model.onnx.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "<file>",
            description = "Labelled texts to measure on.")
    private List<Path> data;

    @Mixin
    private LabelledTextOptions textOptions;

    @Mixin
    private OutputOptions outputOptions;

    @Option(
            names = "--labels",
            paramLabel = "<file>",
            description =
                    "File with lines \"model label=test label\"; the probabilities of labels that meet are added up."
                            + " Upper and lower case matter.")
    private Path labels;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<label>",
            description = "Decide between these labels of the test set alone; texts of other labels are left out.")
    private List<String> only = List.of();

    @Option(names = "--models", paramLabel = "<folder>", description = "Folder of the models (default: models.dir).")
    private Path models;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        OutputOptions.Output output = outputOptions.output();
        textOptions.check(data);
        List<LabelledText> texts;
        Evaluation evaluation;
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        try (StandaloneModel opened = ModelFolders.open(model, models);
                TrainingProgressBar progress = new TrainingProgressBar()) {
            EvaluationJson.name(opened, named.putObject("model"));
            texts = ModelEvaluator.texts(textOptions.sources(data));
            evaluation = new ModelEvaluator(opened).evaluate(texts, LabelMappingFile.read(labels), only, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> out.println(EvaluationReport.text(evaluation));
            case JSON -> out.println(named.setAll(EvaluationJson.of(evaluation)).toPrettyString());
            case MARKDOWN -> out.println(EvaluationMarkdown.of(Map.of(files(), evaluation)));
        }
        out.flush();
        sayWhatWasLeftOut(texts, evaluation);
        return 0;
    }

    private String files() {
        return data.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }

    private void sayWhatWasLeftOut(List<LabelledText> texts, Evaluation evaluation) {
        Map<String, Long> leftOut = texts.stream()
                .map(LabelledText::label)
                .filter(label -> !evaluation.labels().contains(label))
                .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
        if (!leftOut.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Left out, as --only says, by their label: "
                    + leftOut.entrySet().stream()
                            .map(entry -> "%s (%,d texts)".formatted(entry.getKey(), entry.getValue()))
                            .collect(Collectors.joining(", ")));
            err.flush();
        }
    }
}
