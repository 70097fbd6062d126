package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.source.KafkaMessages;
import io.weathervane.source.MessageKind;
import io.weathervane.source.MessageReader;
import io.weathervane.source.OneMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane try}. */
@Command(
        name = "try",
        description = {
            "Sends one message through the classify route and the ingest pipeline as they stand on disk, and prints the"
                    + " document that would be indexed, and where.",
            "",
            "Nothing is stored and no Kafka is needed. Elasticsearch is asked to simulate: the one of ELASTICSEARCH_URL, else"
                    + " that of the Weathervane that runs here, else in the profile dev one that is started for the moment."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there would be a document",
            "1:there would be none, or a file is wrong",
            "2:the command line cannot be understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane try tweet.json",
            "  weathervane try --text 'I love it'",
            "  head -1 samples/articles.jsonl | weathervane try - --json"
        })
final class TryCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Parameters(
            arity = "0..1",
            paramLabel = "<file>",
            description = "A file with one tweet or one article, as it comes from the API; - for standard input.")
    private Path file;

    @Option(names = "--text", paramLabel = "<text>", description = "Tries a tweet that says this, instead of a file.")
    private String text;

    @Option(
            names = "--kind",
            paramLabel = "tweet|article",
            converter = KindConverter.class,
            description = "What the message is, if its shape does not tell.")
    private MessageKind kind;

    @Option(names = "--json", description = "Print one JSON object with stable names.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if ((file == null) == (text == null)) {
            throw new ParameterException(spec.commandLine(), "Name one file, or give a --text");
        }
        if (text != null && kind == MessageKind.ARTICLE) {
            throw new ParameterException(spec.commandLine(), "--text makes a tweet; for an article name a file");
        }
        Settings settings = Settings.load(profile.profile());
        Instant now = Instant.now();
        OneMessage message = text == null
                ? OneMessage.read(
                        content(),
                        file.equals(STANDARD_INPUT) ? Path.of("standard input") : file,
                        Optional.ofNullable(kind),
                        KafkaMessages.largestBody(settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES)))
                : OneMessage.tweet(text, now);
        TrialResult result;
        try (QuietLog quiet = QuietLog.begin();
                Trial trial = new Trial(settings, spec.commandLine().getErr())) {
            result = trial.of(message, "try", now);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(TrialJson.of(result));
        } else {
            new TrialReport(result).print(out);
        }
        out.flush();
        return result.isIndexed() ? 0 : 1;
    }

    private byte[] content() throws IOException {
        if (!file.equals(STANDARD_INPUT) && !Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    file + (Files.isDirectory(file) ? " is a folder: name a file" : " is no file that can be read"));
        }
        try (InputStream in = file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MessageReader.LARGEST_ELEMENT + 1);
            if (content.length > MessageReader.LARGEST_ELEMENT) {
                throw new ConfigurationException(file + " is larger than any message (10 MB)");
            }
            return content;
        }
    }
}
