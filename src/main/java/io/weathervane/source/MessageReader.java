package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.deadletter.DeadLetterReason;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the messages of a file as people save them: JSON Lines, arrays, answers of the APIs, plain or compressed with
 * gzip; what it is, is told by the content. What is no message comes as a {@link BadLine}, and the reading goes on.
 *
 * <p>Holds one element at a time, so that the size of a file does not matter. Not thread-safe. A medium that cannot be read
 * throws {@link UncheckedIOException}.
 */
public final class MessageReader implements Iterator<SourceItem>, Closeable {

    /** The largest line, element of an array, or answer that is read: 10 MB. */
    public static final int LARGEST_ELEMENT = 10 * 1024 * 1024;

    private final InputStream in;
    private final MessageKind kind;
    private final int largestMessage;
    private final Queue<SourceItem> waiting = new ArrayDeque<>();
    private JsonElements elements;
    private boolean ended;

    /**
     * @param in the content, plain or compressed; closed with this reader
     * @param largestMessage a message of more bytes than this is a {@link DeadLetterReason#TOO_LARGE} bad line; what Kafka takes
     */
    public MessageReader(InputStream in, MessageKind kind, int largestMessage) {
        this.in = in;
        this.kind = kind;
        this.largestMessage = largestMessage;
    }

    public static MessageReader open(Path file, MessageKind kind, int largestMessage) throws IOException {
        return new MessageReader(Files.newInputStream(file), kind, largestMessage);
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty() && !ended) {
            readAhead();
        }
        return !waiting.isEmpty();
    }

    @Override
    public SourceItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return waiting.remove();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void readAhead() {
        try {
            if (elements == null) {
                elements = new JsonElements(plain(in), LARGEST_ELEMENT);
            }
            JsonElements.Element element = elements.next();
            if (element != null) {
                read(element);
            } else {
                ended = true;
                if (elements.endedInsideAnArray()) {
                    bad(
                            elements.line(),
                            DeadLetterReason.DAMAGED_FILE,
                            "the file ends before its array does",
                            new byte[0]);
                }
            }
        } catch (ZipException | EOFException e) {
            ended = true;
            String detail = "the compressed data is damaged or cut off: " + Texts.oneLine(e.getMessage());
            bad(elements == null ? 1 : elements.line(), DeadLetterReason.DAMAGED_FILE, detail, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(JsonElements.Element element) {
        if (!element.whole()) {
            String detail = "more than " + LARGEST_ELEMENT + " bytes";
            bad(element.line(), DeadLetterReason.TOO_LARGE, detail, element.bytes());
            return;
        }
        JsonNode value;
        try {
            value = Json.parse(element.bytes());
        } catch (IOException e) {
            bad(element.line(), DeadLetterReason.NOT_JSON, Json.problem(e), element.bytes());
            return;
        }
        for (SourceItem item : kind.items(value, element.line())) {
            waiting.add(fitting(item));
        }
    }

    /** The item itself, or a bad line in its place if Kafka would not take it. */
    private SourceItem fitting(SourceItem item) {
        byte[] bytes = item instanceof SourceMessage message ? message.json() : ((BadLine) item).content();
        if (bytes.length <= largestMessage) {
            return item;
        }
        String detail = bytes.length + " bytes, the largest message that is sent has " + largestMessage;
        return new BadLine(item.line(), DeadLetterReason.TOO_LARGE, detail, beginning(bytes));
    }

    private void bad(long line, DeadLetterReason reason, String detail, byte[] content) {
        waiting.add(new BadLine(line, reason, detail, content.length <= largestMessage ? content : beginning(content)));
    }

    private static byte[] beginning(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, Math.min(bytes.length, BadLine.KEPT_BYTES));
    }

    private static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
        buffered.mark(2);
        boolean compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return compressed ? new GZIPInputStream(buffered, 64 * 1024) : buffered;
    }
}
