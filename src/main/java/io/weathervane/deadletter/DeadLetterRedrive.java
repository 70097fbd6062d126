package io.weathervane.deadletter;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Sends dead letters to the topics that they come from. A marker is written for each once Kafka has acknowledged it, so
 * whatever ends a redrive in the middle, the next one sends the rest, and at most the last batch a second time: its ids make
 * them one document. Not thread-safe.
 */
public final class DeadLetterRedrive {

    /** So many are sent before their acknowledgements are waited for … */
    private static final int BATCH_SIZE = 500;

    /** … or so many bytes. */
    private static final long BATCH_BYTES = 8L * 1024 * 1024;

    private final DeadLetterTopics topics;
    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final List<StoredDeadLetter> batch = new ArrayList<>();
    private final Set<String> unavailable = new HashSet<>();
    private long bytes;
    private int done;
    private int failed;
    private KafkaException firstFailure;

    /** @param producer one that counts a record as sent when every in-sync replica has it */
    public DeadLetterRedrive(DeadLetterTopics topics, Producer<byte[], byte[]> producer, Clock clock) {
        this.topics = topics;
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * Sends the dead letters at these positions.
     *
     * @param progress told how many are sent and marked so far
     * @return how many that are; fewer than were asked for when Kafka has deleted some of them meanwhile
     * @throws KafkaException when some were not acknowledged: they are still dead letters. One that is refused does not keep
     *     the others from being sent; a topic that does not answer is not tried again.
     */
    public int send(Collection<DeadLetterPosition> positions, IntConsumer progress) {
        batch.clear();
        unavailable.clear();
        bytes = 0;
        done = 0;
        failed = 0;
        firstFailure = null;
        topics.read(positions, letter -> {
            batch.add(letter);
            bytes += letter.value() == null ? 0 : letter.value().length;
            if (batch.size() >= BATCH_SIZE || bytes >= BATCH_BYTES) {
                sendBatch(progress);
            }
        });
        sendBatch(progress);
        if (firstFailure != null) {
            throw new KafkaException(
                    "%,d dead letters were sent through again, %,d were not: %s"
                            .formatted(done, failed, firstFailure.getMessage()),
                    firstFailure);
        }
        return done;
    }

    private record Sent(StoredDeadLetter letter, Future<RecordMetadata> answer) {}

    private void sendBatch(IntConsumer progress) {
        List<Sent> all = new ArrayList<>();
        for (StoredDeadLetter letter : batch) {
            if (unavailable.contains(letter.originTopic())) {
                failed++;
                continue;
            }
            Sent sent = new Sent(letter, producer.send(letter.redriven()));
            all.add(sent);
            if (sent.answer().isDone()) {
                // a topic that is gone keeps each send waiting: once is enough
                noteIfUnavailable(letter, failure(sent.answer()));
            }
        }
        producer.flush();
        batch.clear();
        bytes = 0;
        List<ProducerRecord<byte[], byte[]>> markers = new ArrayList<>();
        for (Sent sent : all) {
            Throwable cause = failure(sent.answer());
            if (cause == null) {
                markers.add(sent.letter().marker(clock.instant()));
            } else {
                failed(sent.letter(), cause);
            }
        }
        mark(markers);
        done += markers.size();
        progress.accept(done);
    }

    private void failed(StoredDeadLetter letter, Throwable cause) {
        failed++;
        noteIfUnavailable(letter, cause);
        if (firstFailure == null) {
            firstFailure = new KafkaException(
                    "the topic " + letter.originTopic() + " does not take " + letter.position() + ": "
                            + cause.getMessage(),
                    cause);
        }
    }

    private void noteIfUnavailable(StoredDeadLetter letter, Throwable cause) {
        // anything else, such as a record that is too large, is the fault of this record alone
        if (cause instanceof RetriableException || cause instanceof AuthorizationException) {
            unavailable.add(letter.originTopic());
        }
    }

    private void mark(List<ProducerRecord<byte[], byte[]>> markers) {
        List<Future<RecordMetadata>> marked =
                markers.stream().map(marker -> producer.send(marker)).toList();
        producer.flush();
        for (Future<RecordMetadata> answer : marked) {
            Throwable cause = failure(answer);
            if (cause != null) {
                throw new KafkaException(
                        "Kafka took the redriven records, but not the marks that say so: they may be sent once more: "
                                + cause.getMessage(),
                        cause);
            }
        }
    }

    /** Waits for the answer; null if the record was acknowledged. */
    private static Throwable failure(Future<RecordMetadata> answer) {
        try {
            answer.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
