package io.weathervane.source;

import io.weathervane.source.StreamLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the stream: a thread of its own reads, into a queue. While nobody takes from the full queue it does not
 * read on, and X feels it. {@link #run} is for that thread, the rest for the one that takes.
 */
final class XStreamConnection implements Runnable {

    /** So many lines wait for their acknowledgements together, and as many are read meanwhile. */
    private static final int LIST_SIZE = 500;

    private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(LIST_SIZE);
    private final StreamLines lines;
    private final Clock clock;
    private volatile Instant heardAt;
    private volatile boolean heard;
    private volatile boolean closed;
    private volatile IOException end;

    /** @param largest the bytes of the longest line that is given out whole */
    XStreamConnection(InputStream response, int largest, Clock clock) {
        this.lines = new StreamLines(response, largest, this::heard);
        this.clock = clock;
        this.heardAt = clock.instant();
    }

    @Override
    public void run() {
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                while (!queue.offer(line, 1, TimeUnit.SECONDS)) {
                    if (closed) {
                        return;
                    }
                }
            }
            end = new IOException("X has ended the connection");
        } catch (SocketTimeoutException e) {
            end = new IOException("nothing has come from X for too long, not even a heartbeat");
        } catch (IOException e) {
            end = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = new IOException("the reading was interrupted", e);
        } catch (RuntimeException e) {
            // whoever waits for lines must hear of it
            end = new IOException(e);
        }
    }

    /**
     * Waits a moment for lines.
     *
     * @return all that are there, none if nothing came
     * @throws IOException when the connection has broken and all its lines are taken
     */
    List<Line> take(long waitMillis) throws IOException, InterruptedException {
        List<Line> taken = new ArrayList<>();
        // looked at first: what was read before the end is in the queue then
        IOException ended = end;
        Line first = queue.poll(ended == null ? waitMillis : 0, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, LIST_SIZE - 1);
        } else if (ended != null) {
            throw ended;
        }
        return taken;
    }

    /** When X was last heard of, and nothing is waiting that it had sent before; null if something is. */
    Instant takenUntil() {
        Instant until = heardAt;
        return queue.isEmpty() ? until : null;
    }

    /** Whether this is what {@link #take} threw at the end. */
    boolean isEnd(Throwable thrown) {
        return thrown == end;
    }

    /** Whether anything has come at all, be it a heartbeat. */
    boolean wasHeard() {
        return heard;
    }

    /** Nobody takes any more. */
    void close() {
        closed = true;
    }

    private void heard() {
        heardAt = clock.instant();
        heard = true;
    }
}
