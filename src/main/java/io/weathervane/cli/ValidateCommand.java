package io.weathervane.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.config.Settings;
import io.weathervane.reload.Problem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane validate}: says what is wrong with files before anything runs with them. */
@Command(
        name = "validate",
        description = {
            "Checks routes, pipelines, templates and models as a start or a reload would, and starts nothing.",
            "",
            "Prints what is wrong as file:line: reason, one a line."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something is wrong with a file, or the settings cannot be used",
            "2:the command line cannot be understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane validate",
            "  weathervane validate routes/classify-tweet.camel.yaml models/hate",
            "  weathervane validate --json | jq -r '.problems[].file'"
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Parameters(
            arity = "0..*",
            paramLabel = "<file>",
            description =
                    "Files of routes (.yaml), pipelines or templates (.json), models (their folders, .bin, .onnx), or"
                            + " folders of them (default: all that the settings name).")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print one JSON object with stable names instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        paths.stream().filter(path -> !Files.isDirectory(path)).forEach(this::refuseUnknown);
        List<Problem> problems = new ArrayList<>();
        int checked;
        try (QuietLog quiet = QuietLog.begin();
                Validation validation = new Validation(Settings.load(profile.profile()))) {
            List<Path> files = paths.isEmpty()
                    ? validation.configured()
                    : paths.stream()
                            .flatMap(path -> validation.filesOf(path).stream())
                            .toList();
            files.forEach(file -> problems.addAll(validation.check(file)));
            checked = files.size();
        }
        print(problems, checked);
        return problems.isEmpty() ? 0 : 1;
    }

    private void refuseUnknown(Path path) {
        if (Validation.Kind.of(path) == Validation.Kind.UNKNOWN) {
            throw new ParameterException(
                    spec.commandLine(),
                    path
                            + " is none of the files that can be checked: routes (.yaml), pipelines and templates (.json), models"
                            + " (their folders, .bin, .onnx)");
        }
    }

    private void print(List<Problem> problems, int checked) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode result = JsonNodeFactory.instance.objectNode().put("checked", checked);
            ArrayNode list = result.putArray("problems");
            problems.forEach(problem -> list.addObject()
                    .put("file", problem.file().toString())
                    .put("line", problem.line())
                    .put("reason", problem.reason()));
            out.println(result.toPrettyString());
        } else {
            problems.forEach(problem -> out.println(TerminalText.line(problem.toString())));
        }
        out.flush();
        spec.commandLine()
                .getErr()
                .println(
                        problems.isEmpty()
                                ? "%,d files, nothing is wrong".formatted(checked)
                                : "%,d files, %,d problems in %,d of them"
                                        .formatted(
                                                checked,
                                                problems.size(),
                                                problems.stream()
                                                        .map(Problem::file)
                                                        .distinct()
                                                        .count()));
    }
}
