package io.weathervane.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before the next try to connect, as X asks for it on
 * <a href="https://docs.x.com/x-api/fundamentals/handling-disconnections">Handling disconnections</a>. Not thread-safe.
 */
final class ReconnectDelay {

    /** What was in the way. */
    enum Failure {
        /** TCP/IP: 250 ms more with each try, up to 16 s. */
        NETWORK(Duration.ofMillis(250), Duration.ofSeconds(16)) {
            @Override
            Duration after(int tries) {
                return first.multipliedBy(tries);
            }
        },
        /** An HTTP status: 5 s, doubled with each try, up to 320 s. */
        HTTP(Duration.ofSeconds(5), Duration.ofSeconds(320)),
        /** 429: a minute, doubled with each try; no limit is documented, so no longer than X's windows of rate limits. */
        RATE_LIMIT(Duration.ofMinutes(1), Duration.ofMinutes(15));

        final Duration first;
        private final Duration longest;

        Failure(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
        }

        Duration after(int tries) {
            return first.multipliedBy(1L << Math.min(tries - 1, 10));
        }

        private Duration delay(int tries) {
            Duration delay = after(tries);
            return delay.compareTo(longest) < 0 ? delay : longest;
        }
    }

    /** More tries make none of the delays longer. */
    private static final int COUNTED_TRIES = 64;

    private final Clock clock;
    private Instant end = Instant.MIN;
    private Failure last;
    private int tries;

    ReconnectDelay(Clock clock) {
        this.clock = clock;
    }

    boolean isOver() {
        return !clock.instant().isBefore(end);
    }

    /**
     * Begins the wait after one more try that has failed so.
     *
     * @param earliest it does not end before this; null if nobody says so
     * @return how long it is
     */
    Duration begin(Failure failure, Instant earliest) {
        tries = failure == last ? Math.min(tries + 1, COUNTED_TRIES) : 1;
        last = failure;
        end = clock.instant().plus(failure.delay(tries));
        end = earliest == null || earliest.isBefore(end) ? end : earliest;
        return Duration.between(clock.instant(), end);
    }

    /** A try was successful: the next one may be at once, and the delays begin anew. */
    void reset() {
        last = null;
        end = Instant.MIN;
    }
}
