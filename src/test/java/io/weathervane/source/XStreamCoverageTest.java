package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class XStreamCoverageTest {

    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");

    @Test
    void nothing_is_covered_before_the_stream_is_connected() {
        XStreamCoverage coverage = coverage(5);

        assertThat(coverage.covers("wind", clock.instant())).isFalse();
        assertThat(coverage.backfillMinutes()).isZero();
    }

    @Test
    void only_a_search_that_began_an_overlap_after_the_connection_is_enough() {
        XStreamCoverage coverage = coverage(0);
        Instant connected = clock.instant();
        coverage.connected(false);
        clock.advance(Duration.ofHours(1));

        assertThat(coverage.covers("wind", null)).isFalse();
        assertThat(coverage.covers("wind", connected.plus(OVERLAP).minusMillis(1)))
                .isFalse();
        assertThat(coverage.covers("wind", connected.plus(OVERLAP))).isTrue();
        assertThat(coverage.covers("no rule", clock.instant())).isFalse();
    }

    @Test
    void gap_is_for_the_search_where_there_is_no_backfill() {
        XStreamCoverage coverage = covered(0);

        coverage.disconnected();
        assertThat(coverage.covers("wind", clock.instant())).isFalse();
        assertThat(coverage.backfillMinutes()).isZero();

        coverage.connected(false);
        assertThat(coverage.covers("wind", clock.instant())).isFalse();
    }

    @Test
    void short_gap_is_for_the_backfill_and_a_longer_one_for_the_search() {
        XStreamCoverage coverage = covered(2);
        Instant searched = clock.instant();
        coverage.heard(clock.instant());
        coverage.disconnected();

        clock.advance(Duration.ofSeconds(90));
        assertThat(coverage.backfillMinutes()).isEqualTo(2);
        assertThat(coverage.covers("wind", searched)).isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(coverage.backfillMinutes()).isZero();
        assertThat(coverage.covers("wind", searched)).isFalse();
    }

    @Test
    void connection_that_breaks_while_it_is_backfilled_asks_for_the_same_once_more() {
        XStreamCoverage coverage = covered(5);
        coverage.heard(clock.instant());
        coverage.disconnected();
        clock.advance(Duration.ofMinutes(2));
        coverage.connected(true);
        clock.advance(Duration.ofSeconds(10));
        coverage.heard(clock.instant());

        coverage.disconnected();

        assertThat(coverage.backfillMinutes()).isEqualTo(3);
    }

    @Test
    void what_kafka_does_not_have_is_not_counted_as_heard() {
        XStreamCoverage coverage = covered(5);
        coverage.heard(clock.instant());
        clock.advance(Duration.ofMinutes(3));

        coverage.disconnected();

        assertThat(coverage.backfillMinutes()).isEqualTo(4);
    }

    @Test
    void key_without_backfill_is_not_asked_again() {
        XStreamCoverage coverage = covered(5);
        coverage.heard(clock.instant());
        coverage.disconnected();

        coverage.backfillRefused();

        assertThat(coverage.backfillMinutes()).isZero();
        assertThat(coverage.covers("wind", clock.instant())).isFalse();
    }

    @Test
    void position_is_an_overlap_old() {
        XStreamCoverage coverage = covered(0);
        coverage.acknowledged("100");
        clock.advance(OVERLAP.minusMillis(1));
        coverage.acknowledged("99");
        coverage.acknowledged("no number");
        coverage.acknowledged("101");
        assertThat(coverage.position()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(coverage.position()).contains("100");
        clock.advance(OVERLAP);
        assertThat(coverage.position()).contains("101");
    }

    @Test
    void position_stays_while_a_new_connection_may_still_be_backfilled() {
        XStreamCoverage coverage = covered(5);
        coverage.acknowledged("100");
        clock.advance(OVERLAP);
        coverage.position();
        clock.advance(OVERLAP);
        assertThat(coverage.position()).contains("100");
        coverage.acknowledged("101");
        coverage.disconnected();

        coverage.connected(true);
        coverage.acknowledged("200");
        clock.advance(OVERLAP);

        assertThat(coverage.position()).contains("100");
    }

    private XStreamCoverage coverage(int backfillMinutes) {
        return new XStreamCoverage(List.of("wind"), OVERLAP, backfillMinutes, clock);
    }

    /** Connected for so long that the search has been left to rest. */
    private XStreamCoverage covered(int backfillMinutes) {
        XStreamCoverage coverage = coverage(backfillMinutes);
        coverage.connected(false);
        clock.advance(OVERLAP);
        assertThat(coverage.covers("wind", clock.instant())).isTrue();
        return coverage;
    }
}
