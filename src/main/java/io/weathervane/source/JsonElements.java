package io.weathervane.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Cuts a stream of JSON into the pieces that stand on their own, without parsing them: the lines of JSON Lines, or the
 * elements of arrays and the values that follow one another in any other JSON. A damaged piece does not keep the pieces
 * after it from being found. Holds one piece at a time. Not thread-safe.
 */
final class JsonElements {

    /** How far the beginning of the stream is looked at to tell lines from other JSON. */
    private static final int LOOKED_AT = 1 << 20;

    /**
     * A piece.
     *
     * @param line the line that it begins on, from 1
     * @param bytes the piece; if {@code whole} is false, its beginning
     * @param whole false if it is larger than allowed
     */
    record Element(long line, byte[] bytes, boolean whole) {}

    private final InputStream in;
    private final int maxBytes;
    private final boolean lines;

    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long line = 1;
    private boolean afterLineEnd;
    private boolean inArray;

    private ByteArrayOutputStream piece;
    private long pieceLength;

    /**
     * @param in UTF-8, with or without a byte order mark
     * @param maxBytes the largest piece that is given out whole
     */
    JsonElements(InputStream in, int maxBytes) throws IOException {
        this.in = new BufferedInputStream(in, buffer.length);
        this.maxBytes = maxBytes;
        this.in.mark(LOOKED_AT + 1);
        byte[] beginning = beginning(this.in);
        this.in.reset();
        int mark = startsWithByteOrderMark(beginning) ? 3 : 0;
        this.in.skipNBytes(mark);
        this.lines = areLines(beginning, mark);
    }

    /** The next piece; null at the end. */
    Element next() throws IOException {
        return lines ? nextLine() : nextValue();
    }

    /** True if the stream ended within an array: something is missing. */
    boolean endedInsideAnArray() {
        return inArray;
    }

    /** The line that is being read, from 1. */
    long line() {
        return line;
    }

    private Element nextLine() throws IOException {
        for (int b = read(); b >= 0; b = read()) {
            if (!isBlank(b)) {
                long first = line;
                begin();
                while (b >= 0 && b != '\n') {
                    add(b);
                    b = read();
                }
                return end(first);
            }
        }
        return null;
    }

    private Element nextValue() throws IOException {
        for (int b = read(); b >= 0; b = read()) {
            if (b == '[' && !inArray) {
                inArray = true;
            } else if (b == ']' && inArray) {
                inArray = false;
            } else if (!isBlank(b) && b != ',') {
                return value(b);
            }
        }
        return null;
    }

    private Element value(int first) throws IOException {
        long firstLine = line;
        begin();
        int depth = 0;
        boolean inText = false;
        for (int b = first; b >= 0; b = read()) {
            if (inText) {
                add(b);
                if (b == '\\') {
                    int escaped = read();
                    if (escaped >= 0) {
                        add(escaped);
                    }
                } else if (b == '"') {
                    inText = false;
                }
            } else {
                if (depth == 0 && (isBlank(b) || b == ',' || b == ']')) {
                    unread();
                    break;
                }
                add(b);
                inText = b == '"';
                depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
                if (depth <= 0 && (b == '}' || b == ']')) {
                    break;
                }
            }
        }
        return end(firstLine);
    }

    private void begin() {
        piece = new ByteArrayOutputStream(1024);
        pieceLength = 0;
    }

    private void add(int b) {
        if (pieceLength < maxBytes) {
            piece.write(b);
        }
        pieceLength++;
    }

    private Element end(long firstLine) {
        byte[] bytes = piece.toByteArray();
        piece = null;
        boolean whole = pieceLength <= maxBytes;
        return new Element(
                firstLine, whole ? bytes : Arrays.copyOf(bytes, Math.min(bytes.length, BadLine.KEPT_BYTES)), whole);
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer));
            position = 0;
            if (limit == 0) {
                return -1;
            }
        }
        if (afterLineEnd) {
            line++;
        }
        int b = buffer[position++] & 0xff;
        afterLineEnd = b == '\n';
        return b;
    }

    private void unread() {
        position--;
        afterLineEnd = false;
    }

    /** Lines if the first value begins and ends on the same line, or is damaged in a way that more lines cannot mend. */
    private static boolean areLines(byte[] beginning, int from) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(beginning, from, beginning.length - from)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                return first != JsonToken.START_ARRAY;
            }
            int firstLine = parser.currentTokenLocation().getLineNr();
            parser.skipChildren();
            return parser.currentTokenLocation().getLineNr() == firstLine;
        } catch (JsonEOFException unfinished) {
            return false;
        } catch (JsonProcessingException damaged) {
            return true;
        }
    }

    private static boolean isBlank(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static byte[] beginning(InputStream in) throws IOException {
        byte[] bytes = new byte[LOOKED_AT];
        int length = 0;
        try {
            for (int n = 0; n >= 0 && length < bytes.length; ) {
                length += n;
                n = in.read(bytes, length, Math.min(8 * 1024, bytes.length - length));
            }
        } catch (EOFException | ZipException damaged) {
            // comes again when the damage is reached; what stands before it is of use
        }
        return Arrays.copyOf(bytes, length);
    }

    private static boolean startsWithByteOrderMark(byte[] beginning) {
        return beginning.length >= 3
                && beginning[0] == (byte) 0xef
                && beginning[1] == (byte) 0xbb
                && beginning[2] == (byte) 0xbf;
    }
}
