package io.weathervane.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.index.OutcomeCounters.Outcome;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What has become of the records of a topic since the application's start.
 *
 * @param read read from Kafka, those included that were released and read again
 * @param updated already indexed before under the same id
 * @param pipelineErrors kept in Elasticsearch with an error of the ingest pipeline
 * @param released given back to Kafka unanswered, to be read again
 * @param inFlight read and not answered for yet
 * @param lag not committed yet by the consumer group, of which this application may be one member of many; null if Kafka
 *     does not say
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record TopicStatus(
        String topic,
        long read,
        long indexed,
        long updated,
        @JsonProperty("pipeline_error") long pipelineErrors,
        long deadLettered,
        long released,
        long inFlight,
        Long lag) {

    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Reads the counters between two changes of them if such a moment comes within some 100 ms. */
    static TopicStatus of(String topic, OutcomeCounters outcomes, OptionalLong lag) {
        TopicStatus status = read(topic, outcomes, lag);
        for (int i = 1; i < TRIES && !status.addsUp(); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            status = read(topic, outcomes, lag);
        }
        return status;
    }

    private static TopicStatus read(String topic, OutcomeCounters outcomes, OptionalLong lag) {
        return new TopicStatus(
                topic,
                outcomes.read(topic),
                outcomes.total(topic, Outcome.INDEXED),
                outcomes.total(topic, Outcome.UPDATED),
                outcomes.total(topic, Outcome.PIPELINE_ERROR),
                outcomes.total(topic, Outcome.DEAD_LETTERED),
                outcomes.total(topic, Outcome.RELEASED),
                outcomes.inFlightOf(topic),
                lag.isPresent() ? lag.getAsLong() : null);
    }

    /** Whether every record is accounted for. */
    @JsonProperty(value = "adds_up", access = JsonProperty.Access.READ_ONLY)
    boolean addsUp() {
        return read - released == accountedFor();
    }

    private long accountedFor() {
        return indexed + updated + pipelineErrors + deadLettered + inFlight;
    }

    /** What is wrong with the numbers when they do not add up. */
    String mismatch() {
        return "%s: %,d read and not released, but %,d accounted for".formatted(topic, read - released, accountedFor());
    }

    String lagText() {
        return lag == null ? "?" : "%,d".formatted(lag);
    }
}
