package io.weathervane.web;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How long a bucket of the timeline is. Buckets begin at whole multiples of it since 1970, in UTC. */
enum Interval {
    TEN_SECONDS("10s", Duration.ofSeconds(10)),
    MINUTE("1m", Duration.ofMinutes(1)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    QUARTER("15m", Duration.ofMinutes(15)),
    HOUR("1h", Duration.ofHours(1)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    DAY("1d", Duration.ofDays(1));

    private static final int MOST_BUCKETS = 180;

    private final String text;
    private final long millis;

    Interval(String text, Duration length) {
        this.text = text;
        this.millis = length.toMillis();
    }

    /**
     * The shortest one that needs no more than 180 buckets.
     *
     * @throws BadQuestionException if there is none
     */
    static Interval of(Span span) {
        return Stream.of(values())
                .filter(interval -> interval.last(span) - interval.first(span) < MOST_BUCKETS)
                .findFirst()
                .orElseThrow(() -> new BadQuestionException(
                        "from",
                        "a timeline spans at most " + (MOST_BUCKETS - 1)
                                + " days: choose a later from or an earlier to"));
    }

    /** As the contract and Elasticsearch write it. */
    String text() {
        return text;
    }

    /** Where the buckets begin that the range touches, in milliseconds since 1970, oldest first. */
    LongStream beginnings(Span span) {
        return LongStream.rangeClosed(first(span), last(span)).map(bucket -> bucket * millis);
    }

    private long first(Span span) {
        return Math.floorDiv(span.from().toEpochMilli(), millis);
    }

    private long last(Span span) {
        return Math.floorDiv(span.to().toEpochMilli() - 1, millis);
    }
}
