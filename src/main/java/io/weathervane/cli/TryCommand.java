package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.source.MessageKind;
import io.weathervane.source.OneMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane try}: shows what would become of one message. */
@Command(
        name = "try",
        description = {
            "Sends one message through the classify route and the ingest pipeline as they stand on the disk, and prints the"
                    + " document that would be indexed. Needs no Kafka, and stores nothing.",
            "",
            "Elasticsearch is the one of ELASTICSEARCH_URL, else that of the Weathervane that runs here; in the dev profile,"
                    + " if there is neither, one is started for the moment."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it would be indexed",
            "1:it would be a dead letter, or it cannot be tried",
            "2:the command line cannot be understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane try tweet.json",
            "  weathervane try --text 'I love it'",
            "  kcat -C -t tweets -c 1 | weathervane try - --json | jq .document.classification"
        })
final class TryCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @ArgGroup(multiplicity = "1")
    private Input input;

    @Option(
            names = "--kind",
            paramLabel = "tweet|article",
            description = "What the message is (default: its shape tells).")
    private MessageKind kind;

    @Option(names = "--json", description = "Print one JSON object with stable names instead of tables.")
    private boolean json;

    private static final class Input {
        @Parameters(
                paramLabel = "<file>",
                description = "A tweet of X API v2 or an article of NewsAPI, one, as it came or as it is in Kafka; -"
                        + " for standard input.")
        private Path file;

        @Option(names = "--text", paramLabel = "<text>", description = "The text of a tweet, instead of a file.")
        private String text;
    }

    @Override
    public Integer call() {
        Settings settings = Settings.load(profile.profile());
        OneMessage message = message(settings);
        TrialResult result;
        try (QuietLog quiet = QuietLog.begin();
                Trial trial = new Trial(
                        settings,
                        Set.of(message.kind()),
                        "try",
                        spec.commandLine().getErr())) {
            result = trial.run(message);
        }
        if (json) {
            spec.commandLine().getOut().println(result.json().toPrettyString());
        } else {
            new TrialReport(spec.commandLine().getOut()).print(result);
        }
        spec.commandLine().getOut().flush();
        return result.deadLetter().isPresent() ? 1 : 0;
    }

    private OneMessage message(Settings settings) {
        if (input.text != null) {
            return OneMessage.tweet(input.text, Instant.now());
        }
        boolean standard = input.file.equals(STANDARD_INPUT);
        return OneMessage.read(
                standard ? standardInput() : content(input.file),
                standard ? Path.of("standard input") : input.file,
                Optional.ofNullable(kind),
                settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES));
    }

    private static byte[] standardInput() {
        try {
            return System.in.readAllBytes();
        } catch (IOException e) {
            throw new ConfigurationException("standard input cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no file " + file + "; a text goes with --text", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
