package io.weathervane.source;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Measures a source, with the tag {@code source}: {@code weathervane.source.messages} by {@code outcome},
 * {@code weathervane.source.partial.errors}, and what it may still ask: {@code weathervane.source.pause},
 * {@code weathervane.source.budget.requests} and {@code weathervane.source.rate.limit.remaining}. Thread-safe.
 */
final class SourceCounters {

    /** What becomes of a message that an API gave. */
    enum Outcome {
        /** Kafka has it. */
        SENT,
        /** Kafka had it already. */
        SEEN,
        /** Its publisher has withdrawn it. */
        REMOVED;

        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final long UNKNOWN = -1;

    private final MeterRegistry registry;
    private final String source;
    private final AtomicLong rateLimit = new AtomicLong(UNKNOWN);

    SourceCounters(MeterRegistry registry, String source) {
        this.registry = registry;
        this.source = source;
    }

    void count(Outcome outcome, int messages) {
        if (messages > 0) {
            registry.counter("weathervane.source.messages", "source", source, "outcome", outcome.tag())
                    .increment(messages);
        }
    }

    /** How long the API has to be left alone, because of its limit, its failures or the budget. */
    void watchPause(Supplier<Duration> pause) {
        Gauge.builder("weathervane.source.pause", () -> pause.get().toMillis() / 1_000.0)
                .description("How long the API is left alone from now on")
                .baseUnit("seconds")
                .tag("source", source)
                .register(registry);
    }

    /** How many requests the budget allows at this moment, if there is one. */
    void watchBudget(RequestBudget budget) {
        if (budget.left().isPresent()) {
            Gauge.builder("weathervane.source.budget.requests", () -> budget.left()
                            .orElse(0))
                    .description("Requests that the daily budget allows at this moment")
                    .tag("source", source)
                    .register(registry);
        }
    }

    /** Notes what the API says of the requests that are left in its window, if it does. */
    void rateLimit(ApiResponse response) {
        String remaining = response.header("x-rate-limit-remaining");
        if (remaining.matches("\\d{1,9}")) {
            // shown once the API has said it
            if (rateLimit.getAndSet(Long.parseLong(remaining)) == UNKNOWN) {
                Gauge.builder("weathervane.source.rate.limit.remaining", rateLimit, AtomicLong::get)
                        .description("Requests left in the API's own window, as it said with its last answer")
                        .tag("source", source)
                        .register(registry);
            }
        }
    }

    /** Counts errors that an answer had beside its data. */
    void partialErrors(int errors) {
        registry.counter("weathervane.source.partial.errors", "source", source).increment(errors);
    }
}
