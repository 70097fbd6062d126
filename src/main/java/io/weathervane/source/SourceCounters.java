package io.weathervane.source;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what a source has brought: {@code weathervane.source.messages} with the tags {@code source} and {@code outcome}, and
 * {@code weathervane.source.partial.errors} with the tag {@code source}. Thread-safe.
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

    private final MeterRegistry registry;
    private final String source;

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

    /** Counts errors that an answer had beside its data. */
    void partialErrors(int errors) {
        registry.counter("weathervane.source.partial.errors", "source", source).increment(errors);
    }
}
