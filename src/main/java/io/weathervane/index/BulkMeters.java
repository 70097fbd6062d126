package io.weathervane.index;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/**
 * Measures bulk requests: {@code weathervane.bulk.request}, how long Elasticsearch took, with the tags {@code dataset} and
 * {@code result}; {@code weathervane.bulk.documents} and {@code weathervane.bulk.size}, how large they were. Thread-safe.
 */
final class BulkMeters {

    /** From what an idle server takes to what makes people look. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    BulkMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void sent(String dataset, List<Document> documents, BulkAnswer answer, long nanos) {
        Timer.builder("weathervane.bulk.request")
                .description("How long a bulk request took, by what came of it as a whole")
                .tags("dataset", dataset, "result", result(answer))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
        DistributionSummary.builder("weathervane.bulk.documents")
                .description("Documents in a bulk request")
                .tag("dataset", dataset)
                .register(registry)
                .record(documents.size());
        DistributionSummary.builder("weathervane.bulk.size")
                .description("The documents of a bulk request")
                .baseUnit("bytes")
                .tag("dataset", dataset)
                .register(registry)
                .record(documents.stream()
                        .mapToLong(document -> document.json().length)
                        .sum());
    }

    private static String result(BulkAnswer answer) {
        if (answer instanceof BulkAnswer.PerDocument) {
            return "answered";
        }
        return answer instanceof BulkAnswer.Refused ? "refused" : "unavailable";
    }
}
