package io.weathervane.source;

import io.weathervane.config.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route that sends the files of the inbox to Kafka: {@link #open} leaves an iterator over lists of messages,
 * {@link #finish} moves the file to {@code done/} or, if some of it was bad, to {@code failed/}. A file that {@link #failed} was
 * called for stays in the inbox and is read again: its messages keep their ids.
 */
public final class FileImport {

    private static final Logger LOG = LoggerFactory.getLogger(FileImport.class);
    private static final String RUN = "weathervane.import";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path inbox;
    private final Map<String, KafkaMessages> messages;
    private final int largestMessage;
    private final Clock clock;

    /**
     * Makes the folders that files are dropped into.
     *
     * @param tweets makes the messages of the files in {@code tweets/}
     * @param news makes the messages of the files in {@code news/}
     * @param largestMessage the most bytes of one message, what Kafka takes less its headers
     */
    public FileImport(Path inbox, KafkaMessages tweets, KafkaMessages news, int largestMessage, Clock clock) {
        this.inbox = inbox.toAbsolutePath().normalize();
        this.messages = Map.of("tweets", tweets, "news", news);
        this.largestMessage = largestMessage;
        this.clock = clock;
        for (String folder : messages.keySet()) {
            try {
                Files.createDirectories(this.inbox.resolve(folder));
            } catch (IOException e) {
                throw new ConfigurationException(
                        "The folder " + this.inbox.resolve(folder) + " cannot be made: set inbox.dir to one that can",
                        e);
            }
        }
    }

    /** Leaves the file's messages, in lists, as the body. */
    public void open(Exchange exchange) throws IOException, InvalidPayloadException {
        Path file = exchange.getMessage()
                .getMandatoryBody(File.class)
                .toPath()
                .toAbsolutePath()
                .normalize();
        Path name = inbox.relativize(file);
        String folder = name.getName(0).toString();
        MessageKind kind = folder.equals("news") ? MessageKind.ARTICLE : MessageKind.TWEET;
        Trace.begin(exchange);
        FileImportRun run = new FileImportRun(file, name, kind, largestMessage, messages.get(folder), exchange);
        exchange.setProperty(RUN, run);
        exchange.getMessage().setBody(run);
    }

    /** Kafka has acknowledged everything: moves the file. */
    public void finish(Exchange exchange) throws IOException {
        FileImportRun run = exchange.getProperty(RUN, FileImportRun.class);
        run.close();
        exchange.getMessage().setBody(null);
        try {
            finish(run);
        } finally {
            Trace.end();
        }
    }

    private void finish(FileImportRun run) throws IOException {
        if (run.hasChanged()) {
            LOG.info("{} was changed while it was read, it is read once more", run.name());
            return;
        }
        Path target = move(
                run.file(),
                inbox.resolve(run.badLines() == 0 ? "done" : "failed").resolve(run.name()));
        if (run.badLines() == 0) {
            LOG.info("{}: {} messages imported, the file is now {}", run.name(), run.goodLines(), target);
        } else {
            LOG.warn(
                    "{}: {} messages imported, {} bad ones are dead letters, the file is now {}; the first: {}",
                    run.name(),
                    run.goodLines(),
                    run.badLines(),
                    target,
                    run.firstReasons());
        }
    }

    /** Something was thrown, most likely by Kafka: the file stays where it is. */
    public void failed(Exchange exchange) throws IOException {
        FileImportRun run = exchange.getProperty(RUN, FileImportRun.class);
        if (run != null) {
            run.close();
        }
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn(
                "{} stays in the inbox and is tried again: {}",
                exchange.getMessage().getHeader(Exchange.FILE_NAME),
                Texts.rootCause(failure));
        LOG.debug("An import failed", failure);
        Trace.end();
    }

    private Path move(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            return Files.move(file, target);
        } catch (FileAlreadyExistsException e) {
            Path other = target.resolveSibling(STAMP.format(clock.instant()) + "-" + target.getFileName());
            return Files.move(file, other);
        }
    }
}
