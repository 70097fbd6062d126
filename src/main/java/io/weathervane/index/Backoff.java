package io.weathervane.index;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter, after AWS's "Exponential Backoff And Jitter" (2015): many workers that lost the
 * same server do not come back at the same moment. Immutable; thread-safe as far as its source of random numbers is.
 *
 * @param initial the longest first pause
 * @param maximum the longest pause ever
 */
record Backoff(Duration initial, Duration maximum, RandomGenerator random) {

    /** Never less: a jitter of almost nothing would be no pause. */
    private static final double FLOOR = 0.5;

    /**
     * The pause before the next try.
     *
     * @param failures how many tries in a row have failed, from 1
     * @param asked what the server asked for, which is then the least
     */
    Duration pause(int failures, Optional<Duration> asked) {
        double ceiling = Math.min(maximum.toMillis(), initial.toMillis() * Math.pow(2, Math.min(failures - 1, 30)));
        long millis = (long) (ceiling * (FLOOR + (1 - FLOOR) * random.nextDouble()));
        Duration own = Duration.ofMillis(Math.max(1, millis));
        return asked.filter(a -> a.compareTo(own) > 0).orElse(own);
    }
}
