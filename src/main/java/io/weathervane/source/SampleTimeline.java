package io.weathervane.source;

import java.time.Duration;
import java.time.Instant;

/**
 * When each of the samples is published: a part of them before the first start, the others one after the other from then
 * on, and when all have been, all again in a further round. Each has a fixed time, which no restart changes. Like an API
 * that looks back for some days only, it shows a round at most: whoever comes after a month gets no month of samples.
 *
 * @param size the number of samples, at least 1
 * @param backlog how many of them are published before the first start
 * @param anchor the first start
 * @param interval the time between two samples
 */
record SampleTimeline(int size, int backlog, Instant anchor, Duration interval) {

    SampleTimeline {
        // one comes at the first start itself
        backlog = Math.min(backlog, size - 1);
    }

    /** @param number from 0 on, through all rounds */
    Instant published(long number) {
        return anchor.plus(interval.multipliedBy(number - backlog));
    }

    /** How many are published at this time, in all rounds. */
    long published(Instant now) {
        return Math.max(
                0, backlog + 1 + Math.floorDiv(Duration.between(anchor, now).toMillis(), interval.toMillis()));
    }

    /** The oldest that is shown at this time. */
    long oldest(Instant now) {
        return Math.max(0, published(now) - size);
    }

    /** Which of the samples it is. */
    int sample(long number) {
        return (int) (number % size);
    }

    /** From 0 on. */
    long round(long number) {
        return number / size;
    }
}
