package io.weathervane.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a response that never ends into lines as its bytes arrive. Blank lines, the heartbeats, are left out; so is a last
 * line without its end, which a broken connection has cut off. Lines are cut before they are decoded, so it does not matter
 * where a chunk ends. Not thread-safe.
 */
final class StreamLines {

    /**
     * A line.
     *
     * @param number counted from 1 in this response, without the heartbeats
     * @param bytes the line; if {@code whole} is false, its beginning
     * @param whole false if it is larger than allowed
     */
    record Line(long number, byte[] bytes, boolean whole) {}

    private final InputStream in;
    private final int largest;
    private final Runnable heard;
    private final byte[] buffer = new byte[16 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long length;
    private long number;

    /**
     * @param largest the bytes of the longest line that is given out whole
     * @param heard called whenever something has come, be it a heartbeat
     */
    StreamLines(InputStream in, int largest, Runnable heard) {
        this.in = in;
        this.largest = largest;
        this.heard = heard;
    }

    /** Waits for the next line; null at the end. */
    Line next() throws IOException {
        while (position < limit || fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            keep(end);
            boolean ended = end < limit;
            position = ended ? end + 1 : end;
            if (ended) {
                Line next = take();
                if (next != null) {
                    return next;
                }
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        // hands over what is there: waiting for a full buffer would hold tweets back
        int read = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(0, read);
        if (limit > 0) {
            heard.run();
        }
        return limit > 0;
    }

    private void keep(int end) {
        line.write(buffer, position, (int) Math.max(0, Math.min(end - position, largest + 1L - line.size())));
        length += end - position;
    }

    private Line take() {
        byte[] bytes = line.toByteArray();
        boolean whole = length <= largest;
        line.reset();
        length = 0;
        if (isBlank(bytes)) {
            return null;
        }
        number++;
        return new Line(
                number, whole ? bytes : Arrays.copyOf(bytes, Math.min(bytes.length, BadLine.KEPT_BYTES)), whole);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
