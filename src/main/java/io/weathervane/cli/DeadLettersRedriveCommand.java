package io.weathervane.cli;

import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterEntry;
import io.weathervane.deadletter.DeadLetterPosition;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.deadletter.DeadLetterRedrive;
import io.weathervane.deadletter.DeadLetterTopics;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weathervane dead-letters redrive}. */
@Command(
        name = "redrive",
        description = {
            "Sends dead letters to the topics that they come from, to be classified and indexed again.",
            "",
            "Each goes with its own key, bytes and headers. What has been redriven is marked in the dead-letter topic and is"
                    + " not sent a second time; one that fails again becomes a new dead letter with one more attempt. A"
                    + " redrive that was interrupted is simply started again: nothing is lost, and what is sent twice ends"
                    + " as one document."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane dead-letters redrive --dry-run",
            "  weathervane dead-letters redrive --topic tweets --reason refused --since 1d --limit 10"
        })
final class DeadLettersRedriveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Mixin
    private DeadLetterOptions options;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            converter = DeadLetterOptions.LimitConverter.class,
            defaultValue = "0",
            description = "how many at most, the oldest first, 0 for all (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--dry-run", description = "says how many would be sent, and sends nothing")
    private boolean dryRun;

    @Override
    public Integer call() {
        Settings settings = Settings.load(profile.profile());
        List<String> topics = options.topics(settings);
        return DeadLetterSession.run(settings, (deadLetters, kafka) -> {
            List<DeadLetterEntry> found =
                    DeadLetterOptions.first(deadLetters.find(topics, options.filter(false)), limit);
            PrintWriter out = spec.commandLine().getOut();
            if (found.isEmpty()) {
                out.println("There are no such dead letters: nothing to redrive.");
                return 0;
            }
            DeadLettersListCommand.printReasons(out, found);
            if (dryRun) {
                out.printf("%,d would be sent through again. Nothing is: this is a dry run.%n", found.size());
                return 0;
            }
            out.flush();
            int sent = send(deadLetters, kafka, settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES), found);
            out.printf("%,d sent through again.%n", sent);
            return 0;
        });
    }

    private static int send(
            DeadLetterTopics deadLetters, KafkaConnection kafka, int maxMessageBytes, List<DeadLetterEntry> found) {
        List<DeadLetterPosition> positions =
                found.stream().map(DeadLetterEntry::position).toList();
        try (Producer<byte[], byte[]> producer = DeadLetterProducer.connect(kafka, maxMessageBytes);
                RedriveProgress progress = new RedriveProgress(System.err, positions.size())) {
            return new DeadLetterRedrive(deadLetters, producer, Clock.systemUTC()).send(positions, progress::sent);
        }
    }
}
