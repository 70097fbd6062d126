package io.weathervane.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** One file on its way to Kafka, in lists of messages that one producer step sends. Not thread-safe. */
final class FileImportRun implements Iterator<List<Message>>, Closeable {

    /** So many messages wait for their acknowledgements together. */
    private static final int LIST_SIZE = 500;

    /** A list is also full with so many bytes, so that large messages do not fill the memory. */
    private static final int LIST_BYTES = 4 * 1024 * 1024;

    private static final int TOLD_REASONS = 3;

    private final Path file;
    private final Path name;
    private final KafkaMessages messages;
    private final Exchange exchange;
    private final long size;
    private final FileTime modified;
    private final MessageReader reader;
    private final List<String> firstReasons = new ArrayList<>();
    private long goodLines;
    private long badLines;

    FileImportRun(Path file, Path name, MessageKind kind, int largestMessage, KafkaMessages messages, Exchange exchange)
            throws IOException {
        this.file = file;
        this.name = name;
        this.messages = messages;
        this.exchange = exchange;
        this.size = Files.size(file);
        this.modified = Files.getLastModifiedTime(file);
        this.reader = MessageReader.open(file, kind, largestMessage);
    }

    @Override
    public boolean hasNext() {
        if (exchange.getContext().isStopping()) {
            throw new IllegalStateException("Weathervane is stopping");
        }
        return reader.hasNext();
    }

    @Override
    public List<Message> next() {
        if (!reader.hasNext()) {
            throw new NoSuchElementException();
        }
        List<Message> list = new ArrayList<>(LIST_SIZE);
        for (int bytes = 0; list.size() < LIST_SIZE && bytes < LIST_BYTES && reader.hasNext(); ) {
            SourceItem item = reader.next();
            bytes += item instanceof SourceMessage good ? good.json().length : BadLine.KEPT_BYTES;
            count(item);
            list.add(messages.message(exchange, item, name.toString()));
        }
        return list;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    Path file() {
        return file;
    }

    /** The file's name within the inbox. */
    Path name() {
        return name;
    }

    /** Whether someone has written to the file since it was opened. */
    boolean hasChanged() throws IOException {
        return Files.size(file) != size || !Files.getLastModifiedTime(file).equals(modified);
    }

    long goodLines() {
        return goodLines;
    }

    long badLines() {
        return badLines;
    }

    String firstReasons() {
        return String.join("; ", firstReasons);
    }

    private void count(SourceItem item) {
        if (item instanceof BadLine bad) {
            badLines++;
            if (firstReasons.size() < TOLD_REASONS) {
                firstReasons.add("line " + bad.line() + " " + bad.reason().code() + " (" + bad.detail() + ")");
            }
        } else {
            goodLines++;
        }
    }
}
