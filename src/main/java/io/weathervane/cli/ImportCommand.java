package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.Topics;
import io.weathervane.source.Backfill;
import io.weathervane.source.BackfillProducer;
import io.weathervane.source.KafkaMessages;
import io.weathervane.source.MessageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weathervane import}. */
@Command(
        name = "import",
        description = {
            "Sends the messages of files to Kafka: JSON Lines, JSON arrays, saved answers of X's API v2 or of NewsAPI, and CSV"
                    + " with a header; all of them may be gzip.",
            "",
            "A line that is no message goes to <file>.rejected.jsonl with its number and the reason, and the rest is"
                    + " imported. Ctrl-C stops, and the same command goes on from there; a file that is finished and has"
                    + " not changed is passed over. A message that is sent twice ends as one document."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all messages are in Kafka",
            "1:failed; the same command goes on where it stopped",
            "2:the command line cannot be understood",
            "3:done, but some lines were rejected",
            "130:stopped by Ctrl-C; the same command goes on where it stopped"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane import tweets 2024-*.jsonl.gz",
            "  weathervane import tweets old.csv --column id=tweet_id --column text=content",
            "  weathervane import news articles.csv --delimiter ';' --column source.name=publisher"
        })
final class ImportCommand implements Callable<Integer> {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Parameters(index = "0", paramLabel = "<topic>", description = "tweets or news: what the messages are")
    private String topic;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "<file>", description = "what to import")
    private List<Path> files;

    @Mixin
    private ImportFormatOptions format;

    @Option(
            names = "--rejects",
            paramLabel = "<file>",
            description = "where the bad lines of all the files go (default: <file>.rejected.jsonl beside each)")
    private Path rejects;

    @Option(names = "--restart", description = "begins anew, whatever was imported before")
    private boolean restart;

    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            converter = DurationConverter.class,
            defaultValue = "2m",
            description =
                    "how long to try to reach Kafka, and to get a message acknowledged (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Override
    public Integer call() throws IOException {
        format.check(files);
        Settings settings = Settings.load(profile.profile());
        boolean tweets = topic.equals("tweets") || topic.equals(settings.text(Setting.KAFKA_TOPIC_TWEETS));
        if (!tweets && !topic.equals("news") && !topic.equals(settings.text(Setting.KAFKA_TOPIC_NEWS))) {
            throw new ParameterException(
                    spec.commandLine(), "'" + topic + "' is neither tweets nor news: say first what the messages are");
        }
        long totalBytes = size();
        String name = settings.text(tweets ? Setting.KAFKA_TOPIC_TWEETS : Setting.KAFKA_TOPIC_NEWS);
        KafkaConnection kafka = KafkaConnection.of(settings, KafkaAddress.of(settings));
        int largest = settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES);
        Topics topics = new Topics(
                kafka,
                settings.integer(Setting.KAFKA_TOPIC_PARTITIONS),
                settings.integer(Setting.KAFKA_TOPIC_REPLICATION_FACTOR),
                largest);
        topics.ensure(List.of(name), timeout);
        String topicId = topics.id(name, timeout);
        Shutdown shutdown = new Shutdown();
        try (ImportProgress progress = new ImportProgress(kafka.brokers(), totalBytes)) {
            ImportRun run = new ImportRun(
                    settings.path(Setting.DATA_DIR).resolve("imports"),
                    topicId,
                    format::of,
                    rejects,
                    restart,
                    progress,
                    spec.commandLine().getOut());
            Producer<byte[], byte[]> producer = BackfillProducer.connect(kafka, largest, timeout);
            try {
                return run.run(
                        files,
                        new Backfill(
                                producer,
                                name,
                                tweets ? MessageKind.TWEET : MessageKind.ARTICLE,
                                KafkaMessages.largestBody(largest),
                                shutdown::isRequested,
                                run,
                                Clock.systemUTC()));
            } finally {
                producer.close(CLOSE_PATIENCE);
            }
        } catch (KafkaException e) {
            throw new ConfigurationException(
                    "Kafka at " + kafka + ": " + e.getMessage()
                            + ". What it has acknowledged is noted: the same command goes on from there"
                            + (restart ? ", without --restart" : ""),
                    e);
        } finally {
            spec.commandLine().getOut().flush();
            shutdown.completed();
        }
    }

    private long size() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new ConfigurationException(file
                        + (Files.isDirectory(file) ? " is a folder: name its files" : " is no file that can be read"));
            }
            bytes += Files.size(file);
        }
        return bytes;
    }
}
