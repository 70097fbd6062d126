package io.weathervane.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of a stream, the line that they stand on, and those of them that belong to the current piece. Not thread-safe. */
final class ElementBytes {

    private final InputStream in;
    private final int maxBytes;
    private byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long line = 1;
    private boolean afterLineEnd;
    private byte[] piece = new byte[4 * 1024];
    private int kept;
    private long length;

    /** @param maxBytes the largest piece that is given out whole */
    ElementBytes(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next byte; -1 at the end. */
    int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        if (afterLineEnd) {
            line++;
        }
        int b = buffer[position++] & 0xff;
        afterLineEnd = b == '\n';
        return b;
    }

    /** Takes back the byte that was read last. */
    void unread() {
        position--;
        afterLineEnd = false;
    }

    /** The line that is being read, from 1. */
    long line() {
        return line;
    }

    /** A piece begins. */
    void begin() {
        kept = 0;
        length = 0;
    }

    /** The byte belongs to the piece. */
    void add(int b) {
        if (length < maxBytes) {
            room(1);
            piece[kept++] = (byte) b;
        }
        length++;
    }

    /** What is left of the line, without its end, belongs to the piece. */
    void addLine() throws IOException {
        while (position < limit || fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            add(buffer, position, end - position);
            position = end;
            if (end < limit) {
                read();
                return;
            }
        }
    }

    /** Whether the piece is as long as a piece may be. */
    boolean isFull() {
        return length >= maxBytes;
    }

    /** The piece has ended. */
    Element end(long firstLine) {
        boolean whole = length <= maxBytes;
        return new Element(firstLine, Arrays.copyOf(piece, whole ? kept : Math.min(kept, BadLine.KEPT_BYTES)), whole);
    }

    /** Only the piece's first line is the piece; what comes after it is read again. Null if it has no other line. */
    Element endAtItsFirstLine(long firstLine) {
        int end = 0;
        while (end < kept && piece[end] != '\n') {
            end++;
        }
        if (end == kept) {
            return null;
        }
        int again = kept - end - 1;
        byte[] joined = new byte[Math.max(again + limit - position, buffer.length)];
        System.arraycopy(piece, end + 1, joined, 0, again);
        System.arraycopy(buffer, position, joined, again, limit - position);
        limit = again + limit - position;
        position = 0;
        buffer = joined;
        line = firstLine;
        afterLineEnd = true;
        kept = end;
        length = end;
        return end(firstLine);
    }

    private boolean fill() throws IOException {
        limit = Math.max(0, in.read(buffer));
        position = 0;
        return limit > 0;
    }

    private void add(byte[] bytes, int from, int count) {
        int taken = (int) Math.max(0, Math.min(count, maxBytes - length));
        room(taken);
        System.arraycopy(bytes, from, piece, kept, taken);
        kept += taken;
        length += count;
    }

    private void room(int more) {
        if (kept + more > piece.length) {
            piece = Arrays.copyOf(piece, Math.max(kept + more, Math.min(2 * piece.length, maxBytes)));
        }
    }
}
