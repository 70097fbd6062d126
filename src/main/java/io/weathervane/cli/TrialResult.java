package io.weathervane.cli;

import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.index.MessageFormat;
import io.weathervane.index.SimulatedDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What would become of a message: a document, or a dead letter, or neither if a pipeline drops it.
 *
 * @param id the document's, empty if the message has none
 * @param document what Elasticsearch says would come of it, even if it would refuse that
 * @param deadLetter why it would be a dead letter
 */
record TrialResult(
        MessageFormat format,
        String id,
        Optional<SimulatedDocument> document,
        Optional<GivenUp> deadLetter,
        List<Timing> timings,
        List<String> warnings) {

    /** The reason and the detail of a dead letter. */
    record GivenUp(DeadLetterReason reason, String detail) {

        @Override
        public String toString() {
            return reason.code() + ": " + detail;
        }
    }

    TrialResult {
        timings = List.copyOf(timings);
        warnings = List.copyOf(warnings);
    }

    /** Whether there would be a document, if one with a pipeline's error in it. */
    boolean isIndexed() {
        return deadLetter.isEmpty()
                && document.flatMap(SimulatedDocument::source).isPresent();
    }

    /** All steps together. */
    Timing total() {
        return new Timing(
                "total",
                0,
                timings.stream()
                        .filter(timing -> timing.depth() == 0)
                        .map(Timing::time)
                        .reduce(Duration.ZERO, Duration::plus));
    }
}
