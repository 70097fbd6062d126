package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.source.ReconnectDelay.Failure;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectDelayTest {

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private final ReconnectDelay delay = new ReconnectDelay(clock);

    @ParameterizedTest
    @CsvSource({
        "NETWORK, 1, PT0.25S", "NETWORK, 2, PT0.5S", "NETWORK, 63, PT15.75S", "NETWORK, 64, PT16S",
                "NETWORK, 500, PT16S",
        "HTTP, 1, PT5S", "HTTP, 2, PT10S", "HTTP, 6, PT160S", "HTTP, 7, PT320S", "HTTP, 500, PT320S",
        "RATE_LIMIT, 1, PT1M", "RATE_LIMIT, 2, PT2M", "RATE_LIMIT, 4, PT8M", "RATE_LIMIT, 500, PT15M"
    })
    void waits_grow_as_x_asks_for(Failure failure, int tries, Duration wait) {
        IntStream.range(1, tries).forEach(i -> delay.begin(failure, null));

        assertThat(delay.begin(failure, null)).isEqualTo(wait);
    }

    @Test
    void another_failure_and_a_success_begin_anew() {
        delay.begin(Failure.HTTP, null);

        assertThat(delay.begin(Failure.NETWORK, null)).isEqualTo(Duration.ofMillis(250));
        assertThat(delay.begin(Failure.NETWORK, null)).isEqualTo(Duration.ofMillis(500));
        delay.reset();
        assertThat(delay.isOver()).isTrue();
        assertThat(delay.begin(Failure.NETWORK, null)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void wait_lasts_until_the_reset_if_that_is_later() {
        assertThat(delay.begin(Failure.RATE_LIMIT, clock.instant().plusSeconds(300)))
                .isEqualTo(Duration.ofSeconds(300));
        assertThat(delay.begin(Failure.RATE_LIMIT, clock.instant().plusSeconds(1)))
                .isEqualTo(Duration.ofMinutes(2));

        clock.advance(Duration.ofMinutes(2).minusMillis(1));
        assertThat(delay.isOver()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(delay.isOver()).isTrue();
    }
}
