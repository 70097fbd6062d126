package io.weathervane.deadletter;

import java.time.Instant;
import java.util.Comparator;

/**
 * What is remembered of a dead letter while all of them are looked through.
 *
 * @param reason the code
 * @param redriven whether it has been redriven already
 */
public record DeadLetterEntry(DeadLetterPosition position, Instant time, String reason, boolean redriven) {

    static final Comparator<DeadLetterEntry> OLDEST_FIRST =
            Comparator.comparing(DeadLetterEntry::time).thenComparing(DeadLetterEntry::position);
}
