package io.weathervane.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** When a source may be asked again: after its rate limit, its failures, and as its budget allows. Not thread-safe. */
final class PollPauses {

    private final RequestBudget budget;
    private final Clock clock;
    private final FailureBackoff backoff = new FailureBackoff();
    private Instant limitedUntil = Instant.MIN;
    private boolean asking;

    PollPauses(RequestBudget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    /** A request is about to be made. */
    void asks() {
        budget.spend();
        asking = true;
    }

    /** The API has answered, with whatever. */
    void answered() {
        asking = false;
    }

    /** The API has answered with a page. */
    void succeeded() {
        backoff.reset();
    }

    /** The API has answered with a failure. */
    void failed() {
        backoff.failed(clock.instant());
    }

    /** Something was thrown: before the answer it is the API's failure. */
    void broke() {
        if (asking) {
            asking = false;
            failed();
        }
    }

    /** @param instant when the API's limit ends, or null if there is none */
    void limited(Instant instant) {
        if (instant != null) {
            limitedUntil = instant;
        }
    }

    /** Failures are forgotten, limits are not. */
    void restart() {
        backoff.reset();
    }

    /** Whether the API has to be left alone now. */
    boolean pausing() {
        return clock.instant().isBefore(until());
    }

    /** How long the API has to be left alone from now on; nothing if it may be asked. */
    Duration left() {
        Instant now = clock.instant();
        Instant until = until();
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    private Instant until() {
        return Stream.of(limitedUntil, backoff.until(), budget.next())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
