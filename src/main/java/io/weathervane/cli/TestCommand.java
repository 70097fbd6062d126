package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.source.KafkaMessages;
import io.weathervane.source.OneMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane test}. */
@Command(
        name = "test",
        description = {
            "Tests the routes and pipelines on disk: each message in <routes>/tests/<case>.json must become the document in"
                    + " <case>.expected.json.",
            "",
            "Nothing is stored; Elasticsearch is found as by `weathervane try`. The time of indexing and the versions of models"
                    + " are compared only if the expected document has them."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all documents are as expected, or were written by --update",
            "1:one is not, or a file is wrong",
            "2:the command line cannot be understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane test",
            "  weathervane test praise rain-report --tolerance 0.05",
            "  weathervane test praise --update"
        })
final class TestCommand implements Callable<Integer> {

    /** When every message of a case was fetched: a document says so, and must be the same tomorrow. */
    static final Instant FETCHED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private static final int LONGEST_LINE = 400;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Parameters(arity = "0..*", paramLabel = "<case>", description = "Which cases, by name or file (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--tolerance",
            paramLabel = "<number>",
            defaultValue = "0.01",
            description =
                    "How far a number, such as a score, may be from the expected one (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--update", description = "Write what is missing or different as it is now.")
    private boolean update;

    private int failed;
    private int written;

    @Override
    public Integer call() throws IOException {
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw new ParameterException(spec.commandLine(), "--tolerance is a number from 0 to 1, not " + tolerance);
        }
        Settings settings = Settings.load(profile.profile());
        Path folder = settings.path(Setting.ROUTES_DIR).resolve("tests");
        List<RouteCase> cases = names.isEmpty()
                ? RouteCase.in(folder)
                : names.stream().map(name -> RouteCase.named(folder, name)).toList();
        if (cases.isEmpty()) {
            throw new ConfigurationException(
                    "There are no cases in " + folder + ": put a message into it as <case>.json");
        }
        try (QuietLog quiet = QuietLog.begin();
                Trial trial = new Trial(settings, spec.commandLine().getErr())) {
            int largest = KafkaMessages.largestBody(settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES));
            for (RouteCase each : cases) {
                Optional<OneMessage> message = message(each, largest);
                if (message.isPresent()) {
                    test(each, ExpectedDocument.of(trial.of(message.get(), "test", FETCHED_AT)));
                }
                out().flush();
            }
        }
        out().printf(
                        "%,d cases: %,d as expected, %,d written, %,d failed%n",
                        cases.size(), cases.size() - failed - written, written, failed);
        out().flush();
        return failed == 0 ? 0 : 1;
    }

    /** Empty if that is what is wrong with the case. */
    private Optional<OneMessage> message(RouteCase each, int largest) throws IOException {
        try {
            return Optional.of(
                    OneMessage.read(Files.readAllBytes(each.message()), each.message(), Optional.empty(), largest));
        } catch (ConfigurationException e) {
            failed++;
            out().println("FAILED  " + TerminalText.line(each.name()));
            out().println("        " + TerminalText.line(e.getMessage(), LONGEST_LINE));
            return Optional.empty();
        }
    }

    private void test(RouteCase each, ExpectedDocument got) throws IOException {
        boolean exists = Files.exists(each.expected());
        List<String> differences = exists ? got.differences(each.expected(), tolerance) : List.of();
        if (exists && differences.isEmpty()) {
            out().println("ok      " + TerminalText.line(each.name()));
        } else if (update) {
            Files.writeString(each.expected(), got.text());
            written++;
            out().println("written " + TerminalText.line(each.name()) + ": " + each.expected() + (exists ? " anew" : "")
                    + "; read it before you trust it");
        } else {
            failed++;
            out().println("FAILED  " + TerminalText.line(each.name()));
            if (!exists) {
                out().println("        " + each.expected() + " is missing: `weathervane test " + each.name()
                        + " --update` writes it");
            }
        }
        if (exists) {
            differences.forEach(line -> out().println("        " + TerminalText.line(line, LONGEST_LINE)));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
