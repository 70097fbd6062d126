package io.weathervane.deadletter;

import java.time.Instant;
import java.util.Set;

/**
 * Which dead letters are meant.
 *
 * @param reasons the codes of their reasons; empty for all
 * @param since the first moment, or null
 * @param until the first moment that is too late, or null
 * @param redriven whether those are meant too that have been redriven already
 */
public record DeadLetterFilter(Set<String> reasons, Instant since, Instant until, boolean redriven) {

    /** All that have not been redriven. */
    public static final DeadLetterFilter PENDING = new DeadLetterFilter(Set.of(), null, null, false);

    public DeadLetterFilter {
        reasons = Set.copyOf(reasons);
    }

    boolean matches(StoredDeadLetter letter) {
        Instant time = letter.time();
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (since == null || !time.isBefore(since))
                && (until == null || time.isBefore(until));
    }
}
