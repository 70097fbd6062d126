package io.weathervane.cli;

import io.weathervane.doccat.StandaloneModel;
import io.weathervane.training.perturb.Perturbation;
import io.weathervane.training.perturb.PerturbationProbe;
import io.weathervane.training.perturb.PerturbationTexts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane perturb}: whether a model judges a sentence by the group that it names. */
@Command(
        name = "perturb",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how the scores of a model change when only the name of a group in a sentence is exchanged.",
            "This is called perturbation sensitivity or counterfactual token fairness. \"I had lunch with {group}\" should"
                    + " be",
            "scored alike whoever it was; where it is not, the model has a bias that it learned from its texts.",
            "The kind control has names that are no protected group: that far any word moves the scores.",
            "Small changes here are no proof that the model is fair elsewhere."
        })
final class PerturbCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<model>", description = "Name of the model, its folder, or its model.bin or model.onnx.")
    private String model;

    @Option(
            names = "--sentences",
            paramLabel = "<file>",
            description = "Sentences of your own, one a line, with {group} where a name goes (default: 18 in English).")
    private Path sentences;

    @Option(
            names = "--groups",
            paramLabel = "<file>",
            description = "Groups of your own, kind<TAB>name a line (default: 33, of seven kinds).")
    private Path groups;

    @Mixin
    private OutputOptions outputOptions;

    @Option(names = "--models", paramLabel = "<folder>", description = "Folder of the models (default: models.dir).")
    private Path models;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        OutputOptions.Output output = outputOptions.output();
        PerturbationTexts texts = PerturbationTexts.read(sentences, groups);
        PrintWriter out = spec.commandLine().getOut();
        try (StandaloneModel opened = ModelFolders.open(model, models)) {
            Perturbation result = PerturbationProbe.run(opened, texts);
            switch (output) {
                case TEXT -> PerturbationTable.print(result, out);
                case JSON -> out.println(PerturbationJson.of(opened, result));
                case MARKDOWN -> out.println(PerturbationTable.markdown(result));
            }
        }
        out.flush();
        return 0;
    }
}
