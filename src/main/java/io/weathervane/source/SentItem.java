package io.weathervane.source;

import io.weathervane.deadletter.DeadLetterReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * What was found in a file, and what Kafka says to it.
 *
 * @param piece the piece of the file that it is from, from 1
 * @param answer null for a bad line, which is not sent
 */
record SentItem(long piece, SourceItem item, Future<RecordMetadata> answer) {

    int bytes() {
        return item instanceof SourceMessage message ? message.json().length : ((BadLine) item).content().length;
    }

    boolean isAnswered() {
        return answer == null || answer.isDone();
    }

    /**
     * Empty for a message that Kafka has.
     *
     * @throws KafkaException for one that another try might bring there
     */
    Optional<BadLine> rejected() {
        if (item instanceof BadLine bad) {
            return Optional.of(bad);
        }
        try {
            answer.get();
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            String why = Texts.oneLine(e.getCause().getMessage());
            if (e.getCause() instanceof RecordTooLargeException) {
                byte[] json = ((SourceMessage) item).json();
                byte[] beginning = Arrays.copyOf(json, Math.min(json.length, BadLine.KEPT_BYTES));
                return Optional.of(new BadLine(item.line(), DeadLetterReason.TOO_LARGE, why, beginning));
            }
            throw new KafkaException("a message was not acknowledged: " + why, e.getCause());
        }
    }
}
