package io.weathervane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What of one file waits for its acknowledgement, in the file's order, and how far all before has been answered for: bad lines are
 * written when it is their turn, so that file, position and reject file always agree. Not thread-safe.
 */
final class Acknowledgements {

    /** How long to wait for what is under way when the import is to end; Ctrl-C has to be quick. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final RejectFile rejects;
    private final BooleanSupplier stop;
    private final Backfill.Listener listener;
    private final Deque<SentItem> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long piece;
    private long imported;
    private long rejected;
    private BackfillPosition position;
    private long lastAnswer = System.nanoTime();
    /** When the wish to end was noticed; 0 before. */
    private long stopped;

    Acknowledgements(
            Path file, BackfillPosition from, RejectFile rejects, BooleanSupplier stop, Backfill.Listener listener) {
        this.file = file;
        this.rejects = rejects;
        this.stop = stop;
        this.listener = listener;
        this.piece = from.pieces();
        this.imported = from.imported();
        this.rejected = from.rejected();
        this.position = at(from.pieces(), false);
    }

    /** @param answer null for a bad line, which is not sent */
    void add(long pieceOfItem, SourceItem item, Future<RecordMetadata> answer) {
        if (waiting.isEmpty()) {
            lastAnswer = System.nanoTime();
        }
        SentItem sent = new SentItem(pieceOfItem, item, answer);
        waiting.add(sent);
        waitingBytes += sent.bytes();
    }

    /**
     * Takes what has been answered, and waits until no more than so many bytes are unanswered or the import is to end.
     *
     * @throws KafkaException when a message was not acknowledged in the producer's time
     */
    void settle(long bytes) throws IOException {
        while (!waiting.isEmpty() && (waitingBytes > bytes || waiting.peek().isAnswered())) {
            SentItem first = waiting.peek();
            if (!await(first)) {
                return;
            }
            if (first.piece() != piece) {
                position = at(first.piece() - 1, false);
                piece = first.piece();
            }
            Optional<BadLine> bad = first.rejected();
            if (bad.isPresent()) {
                rejects.add(file, bad.get());
                rejected++;
                listener.rejected(bad.get());
            } else {
                imported++;
            }
            waiting.remove();
            waitingBytes -= first.bytes();
        }
    }

    /** The reading has ended after so many whole pieces, at the end of the file or before. */
    void complete(long pieces, boolean endOfFile) {
        // else the last piece was left in its middle and is read again
        if (waiting.isEmpty() && pieces >= piece) {
            position = at(pieces, endOfFile);
        }
    }

    /** Messages acknowledged. */
    long imported() {
        return imported;
    }

    /** So far everything has been answered for, and the bad lines up to there are in their file. */
    BackfillPosition position() throws IOException {
        rejects.flush();
        return position;
    }

    private BackfillPosition at(long pieces, boolean finished) {
        return new BackfillPosition(pieces, imported, rejected, rejects.path().toString(), rejects.length(), finished);
    }

    private boolean await(SentItem sent) {
        while (!sent.isAnswered()) {
            try {
                sent.answer().get(stop.getAsBoolean() ? 100 : 1_000, TimeUnit.MILLISECONDS);
            } catch (ExecutionException answered) {
                break;
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                if (stop.getAsBoolean()) {
                    stopped = stopped == 0 ? now : stopped;
                    if (now - stopped > STOP_PATIENCE.toNanos()) {
                        return false;
                    }
                }
                listener.waiting(Duration.ofNanos(now - lastAnswer));
            }
        }
        lastAnswer = System.nanoTime();
        return true;
    }
}
