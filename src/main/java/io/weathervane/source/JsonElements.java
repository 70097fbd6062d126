package io.weathervane.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.weathervane.deadletter.DeadLetterReason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;

/** JSON: its pieces are the lines of JSON Lines, or the elements of arrays and the values that follow one another in any other. */
final class JsonElements implements Elements {

    /** How far the beginning of the stream is looked at to tell lines from other JSON. */
    private static final int LOOKED_AT = 1 << 20;

    private final MessageKind kind;
    private final ElementBytes bytes;
    private final boolean lines;
    private boolean inArray;

    /**
     * @param in UTF-8, with or without a byte order mark
     * @param maxBytes the largest piece that is given out whole
     */
    JsonElements(InputStream in, MessageKind kind, int maxBytes) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
        buffered.mark(LOOKED_AT + 1);
        byte[] beginning = beginning(buffered);
        buffered.reset();
        int mark = startsWithByteOrderMark(beginning) ? 3 : 0;
        buffered.skipNBytes(mark);
        this.kind = kind;
        this.bytes = new ElementBytes(buffered, maxBytes);
        this.lines = areLines(beginning, mark);
    }

    @Override
    public Element next() throws IOException {
        return lines ? nextLine() : nextValue();
    }

    @Override
    public List<SourceItem> items(Element piece) {
        try {
            return kind.items(Json.parse(piece.bytes()), piece.line());
        } catch (IOException e) {
            return List.of(new BadLine(piece.line(), DeadLetterReason.NOT_JSON, Json.problem(e), piece.bytes()));
        }
    }

    @Override
    public boolean endedInsideAnArray() {
        return inArray;
    }

    @Override
    public long line() {
        return bytes.line();
    }

    private Element nextLine() throws IOException {
        for (int b = bytes.read(); b >= 0; b = bytes.read()) {
            if (!isBlank(b)) {
                long first = bytes.line();
                bytes.begin();
                bytes.add(b);
                bytes.addLine();
                return bytes.end(first);
            }
        }
        return null;
    }

    private Element nextValue() throws IOException {
        for (int b = bytes.read(); b >= 0; b = bytes.read()) {
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
        long firstLine = bytes.line();
        bytes.begin();
        int depth = 0;
        boolean inText = false;
        for (int b = first; b >= 0; b = bytes.read()) {
            if (inText) {
                bytes.add(b);
                if (b == '\\') {
                    int escaped = bytes.read();
                    if (escaped >= 0) {
                        bytes.add(escaped);
                    }
                } else if (b == '"') {
                    inText = false;
                }
            } else {
                if (depth == 0 && (isBlank(b) || b == ',' || b == ']')) {
                    bytes.unread();
                    break;
                }
                bytes.add(b);
                inText = b == '"';
                depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
                if (depth <= 0 && (b == '}' || b == ']')) {
                    break;
                }
            }
        }
        return bytes.end(firstLine);
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
