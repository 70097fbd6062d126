package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), new Random(1));

    @Test
    void the_pause_doubles_up_to_the_maximum() {
        for (int failures = 1; failures <= 100; failures++) {
            long ceiling = (long) Math.min(30_000, 500 * Math.pow(2, failures - 1));
            assertThat(backoff.pause(failures, Optional.empty()).toMillis()).isBetween(ceiling / 2, ceiling);
        }
    }

    @Test
    void two_workers_do_not_wait_equally_long() {
        assertThat(backoff.pause(5, Optional.empty())).isNotEqualTo(backoff.pause(5, Optional.empty()));
    }

    @Test
    void what_the_server_asks_for_is_the_least() {
        assertThat(backoff.pause(1, Optional.of(Duration.ofMinutes(2)))).isEqualTo(Duration.ofMinutes(2));
        assertThat(backoff.pause(20, Optional.of(Duration.ofMillis(1)))).isGreaterThan(Duration.ofSeconds(14));
    }
}
