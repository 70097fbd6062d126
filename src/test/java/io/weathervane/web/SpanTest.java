package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:34:56.789Z");

    @ParameterizedTest
    @CsvSource({
        "15m, 2026-11-26T12:19:56.789Z",
        "24h, 2026-11-25T12:34:56.789Z",
        "7d, 2026-11-19T12:34:56.789Z",
        "2026-11-01, 2026-11-01T00:00:00Z",
        "2026-11-01T01:00:00+01:00, 2026-11-01T00:00:00Z",
    })
    void beginning_is_a_time_or_an_age(String from, String moment) {
        assertThat(span("from=" + from.replace("+", "%2B"))).isEqualTo(new Span(Instant.parse(moment), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "from=, from",
        "from=0m, from",
        "from=999999d, from",
        "from=1969-01-01, from",
        "from=+1000000-01-01, from",
        "from=2026-12-01, from",
        "from=1h&to=2999-01-01, to",
        "from=1h&to=now, to",
        "from=1h&to=2026-11-01, from",
        "from=now-1d/d, from",
        "from=2026-11-26T12:00:00Z||/M, from",
    })
    void what_is_no_time_range_is_refused(String query, String parameter) {
        assertThatThrownBy(() -> span(query))
                .isInstanceOf(BadQuestionException.class)
                .hasMessageStartingWith(parameter + ": ");
    }

    @Test
    void timeline_has_180_buckets_at_most_and_they_cover_the_range() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Duration length = Duration.ofMillis(1 + (long) (Math.pow(random.nextDouble(), 6) * 179 * 86_400_000L));
            Span span = new Span(NOW.minus(length), NOW);
            long[] buckets = Interval.of(span).beginnings(span).toArray();

            assertThat(buckets.length).as("buckets of %s", length).isBetween(1, 180);
            assertThat(buckets[0]).isLessThanOrEqualTo(span.from().toEpochMilli());
            assertThat(buckets[buckets.length - 1]).isLessThan(span.to().toEpochMilli());
        }
    }

    @ParameterizedTest
    @CsvSource({"15m, 10s", "1h, 1m", "24h, 15m", "7d, 1h", "30d, 6h", "179d, 1d"})
    void interval_grows_with_the_range(String from, String interval) {
        assertThat(Interval.of(span("from=" + from)).text()).isEqualTo(interval);
    }

    @Test
    void timeline_of_years_is_refused() {
        assertThatThrownBy(() -> Interval.of(span("from=2000-01-01")))
                .hasMessageStartingWith("from: a timeline spans at most 179 days");
    }

    private static Span span(String query) {
        return Span.of(Question.of(new Contract(), "/timeline", query), NOW);
    }
}
