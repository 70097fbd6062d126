package io.weathervane.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what becomes of the records of each topic: {@code weathervane.records.read} and
 * {@code weathervane.records.outcome} with the tag {@code outcome}. At every quiet moment
 * {@code read = indexed + updated + pipeline_error + dead_lettered + released + in flight}. Thread-safe.
 */
public final class OutcomeCounters {

    /** What can become of a record. */
    public enum Outcome {
        INDEXED,
        UPDATED,
        PIPELINE_ERROR,
        DEAD_LETTERED,
        /** Given back to Kafka unanswered, because the worker stops or the batch failed: it will be read again. */
        RELEASED;

        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> inFlight = new ConcurrentHashMap<>();

    public OutcomeCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    void read(Batch batch) {
        int size = batch.records().size();
        registry.counter("weathervane.records.read", "topic", batch.topic()).increment(size);
        inFlight(batch.topic()).addAndGet(size);
    }

    /** Counts records of the batch that have been answered for. */
    void answered(Batch batch, Outcome outcome, int records) {
        if (records > 0) {
            batch.answered(records);
            count(batch.topic(), outcome, records);
        }
    }

    /** Counts those records of the batch that nobody has answered for, and that Kafka will hand out again. */
    void released(Batch batch) {
        count(batch.topic(), Outcome.RELEASED, batch.unanswered());
    }

    private void count(String topic, Outcome outcome, int records) {
        counter(topic, outcome).increment(records);
        inFlight(topic).addAndGet(-records);
    }

    /** Records of that topic with that outcome since the start. */
    public long total(String topic, Outcome outcome) {
        return (long) counter(topic, outcome).count();
    }

    /** Records of that topic read from Kafka since the start. */
    public long read(String topic) {
        return (long)
                registry.counter("weathervane.records.read", "topic", topic).count();
    }

    /** Records of that topic that nobody has answered for yet. */
    public long inFlightOf(String topic) {
        return inFlight(topic).get();
    }

    private Counter counter(String topic, Outcome outcome) {
        return registry.counter("weathervane.records.outcome", "topic", topic, "outcome", outcome.tag());
    }

    private AtomicLong inFlight(String topic) {
        return inFlight.computeIfAbsent(topic, t -> {
            AtomicLong records = new AtomicLong();
            Gauge.builder("weathervane.records.in.flight", records, AtomicLong::get)
                    .tag("topic", t)
                    .register(registry);
            // an alarm sees the first one only if there was none before
            for (Outcome outcome : Outcome.values()) {
                counter(t, outcome);
            }
            return records;
        });
    }
}
