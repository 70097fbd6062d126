package io.weathervane.cli;

import java.time.Duration;

/**
 * How long a step took.
 *
 * @param depth 0, or more for a step within another one, whose time contains this one's
 */
record Timing(String step, int depth, Duration time) {

    static Timing since(String step, long start) {
        return new Timing(step, 0, Duration.ofNanos(System.nanoTime() - start));
    }

    /** To a thousandth. */
    double milliseconds() {
        return Math.round(time.toNanos() / 1_000.0) / 1_000.0;
    }
}
