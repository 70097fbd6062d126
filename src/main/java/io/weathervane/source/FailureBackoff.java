package io.weathervane.source;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to leave an API alone that fails: the first failure is tried again by the next poll, the second 5 s later, each
 * further one after twice the time, up to 15 minutes. Not thread-safe.
 */
final class FailureBackoff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private int failures;
    private Instant until = Instant.MIN;

    void failed(Instant now) {
        failures++;
        if (failures > 1) {
            Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 2, 10));
            until = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        }
    }

    void reset() {
        failures = 0;
        until = Instant.MIN;
    }

    /** When the API may be asked again. */
    Instant until() {
        return until;
    }
}
