package io.weathervane.source;

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
 * Reads the messages of a file as people save them: JSON Lines, arrays, answers of the APIs, CSV, plain or compressed with
 * gzip; which JSON it is, is told by the content. What is no message comes as a {@link BadLine}, and the reading goes on.
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
    private final FileFormat format;
    private final Queue<SourceItem> waiting = new ArrayDeque<>();
    private Elements elements;
    private long pieces;
    private boolean ended;

    /**
     * @param in the content, plain or compressed; closed with this reader
     * @param largestMessage a message of more bytes than this is a {@link DeadLetterReason#TOO_LARGE} bad line; what Kafka takes
     */
    public MessageReader(InputStream in, MessageKind kind, int largestMessage, FileFormat format) {
        this.in = in;
        this.kind = kind;
        this.largestMessage = largestMessage;
        this.format = format;
    }

    /** Reads a file in the format that its name tells. */
    public static MessageReader open(Path file, MessageKind kind, int largestMessage) throws IOException {
        return new MessageReader(Files.newInputStream(file), kind, largestMessage, FileFormat.of(file));
    }

    /** Passes over so many pieces of the file (lines, elements, rows, each with all messages in it), without reading what they hold. */
    void skip(long count) {
        while (pieces < count && !ended) {
            nextPiece();
        }
    }

    /** How many pieces have been read, the one of the item that was given out last included. */
    long pieces() {
        return pieces;
    }

    /** How many pieces have been read and all their items given out. */
    long completedPieces() {
        return waiting.isEmpty() ? pieces : pieces - 1;
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
        Element piece = nextPiece();
        if (piece == null) {
            return;
        }
        if (piece.whole()) {
            elements.items(piece).forEach(item -> waiting.add(fitting(item)));
        } else {
            bad(piece.line(), DeadLetterReason.TOO_LARGE, "more than " + LARGEST_ELEMENT + " bytes", piece.bytes());
        }
    }

    /** Null at the end, where what is missing is a bad line. */
    private Element nextPiece() {
        try {
            if (elements == null) {
                elements = format.elements(plain(in), kind, LARGEST_ELEMENT);
            }
            Element piece = elements.next();
            if (piece != null) {
                pieces++;
                return piece;
            }
            if (elements.endedInsideAnArray()) {
                damaged("the file ends before its array does");
            }
        } catch (ZipException | EOFException e) {
            damaged("the compressed data is damaged or cut off: " + Texts.oneLine(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended = true;
        return null;
    }

    private void damaged(String detail) {
        pieces++;
        bad(elements == null ? 1 : elements.line(), DeadLetterReason.DAMAGED_FILE, detail, new byte[0]);
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
