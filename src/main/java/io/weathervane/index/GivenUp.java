package io.weathervane.index;

import io.weathervane.config.TraceId;
import io.weathervane.deadletter.DeadLetter;
import io.weathervane.deadletter.DeadLetterProducer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Brings what a batch has given up into the dead-letter topic, however long that takes. Thread-safe. */
final class GivenUp {

    private static final Logger LOG = LoggerFactory.getLogger(GivenUp.class);

    private final DeadLetterProducer producer;
    private final OutcomeCounters counters;
    private final Backoff backoff;

    GivenUp(DeadLetterProducer producer, OutcomeCounters counters, Backoff backoff) {
        this.producer = producer;
        this.counters = counters;
        this.backoff = backoff;
    }

    /** @throws ConsumerPause.StoppingException when the route is stopped before Kafka has all of them */
    void send(Batch batch) throws ConsumerPause.StoppingException {
        List<DeadLetter> deadLetters = batch.deadLetters();
        if (deadLetters.isEmpty()) {
            return;
        }
        for (int attempt = 1; !taken(batch.topic(), deadLetters, attempt); attempt++) {
            batch.pause().await(backoff.pause(attempt, Optional.empty()));
        }
        warn(batch.topic(), deadLetters);
        counters.answered(batch, OutcomeCounters.Outcome.DEAD_LETTERED, deadLetters.size());
    }

    private boolean taken(String topic, List<DeadLetter> deadLetters, int attempt) {
        try {
            producer.send(deadLetters);
            return true;
        } catch (KafkaException e) {
            if (Integer.bitCount(attempt) == 1) {
                LOG.warn(
                        "Kafka does not take {} dead letters of {}: {}. They are sent again; meanwhile no more are read.",
                        deadLetters.size(),
                        topic,
                        e.getMessage());
            }
            return false;
        }
    }

    private static void warn(String topic, List<DeadLetter> deadLetters) {
        DeadLetter first = deadLetters.get(0);
        Header traceId = first.headers().lastHeader(TraceId.HEADER);
        // a batch has records of many polls: the line has the id of the one that it names
        try (MDC.MDCCloseable named = MDC.putCloseable(
                TraceId.MDC_KEY,
                TraceId.of(traceId == null ? null : traceId.value()).orElse(null))) {
            LOG.warn(
                    "{} records of {} are given up, the first because of {}: `weathervane dead-letters list` shows them",
                    deadLetters.size(),
                    topic,
                    first.reason().code());
        }
    }
}
