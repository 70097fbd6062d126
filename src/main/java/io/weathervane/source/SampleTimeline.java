package io.weathervane.source;

import java.time.Duration;
import java.time.Instant;

/**
 * When each of the samples is published: a part of them before the first start, the others one after the other from then
 * on, at fixed times that no restart changes.
 *
 * @param size the number of samples
 * @param backlog how many of them are published before the first start
 * @param anchor the first start
 * @param interval the time between two samples
 */
record SampleTimeline(int size, int backlog, Instant anchor, Duration interval) {

    Instant published(int index) {
        return anchor.plus(interval.multipliedBy(index - backlog));
    }

    /** How many samples are published at this time. */
    int visible(Instant now) {
        long since = Math.floorDiv(Duration.between(anchor, now).toMillis(), interval.toMillis());
        return (int) Math.max(0, Math.min(size, backlog + since + 1));
    }
}
