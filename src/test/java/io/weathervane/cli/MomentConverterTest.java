package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentConverterTest {

    private final MomentConverter converter = new MomentConverter();

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, 2026-11-21T00:00:00Z",
        "2026-11-21T06:30, 2026-11-21T06:30:00Z",
        "2026-11-21T06:30:00Z, 2026-11-21T06:30:00Z",
        "2026-11-21T06:30:00.5+02:00, 2026-11-21T04:30:00.5Z"
    })
    void iso_moment_is_in_utc_unless_it_says_otherwise(String text, Instant moment) {
        assertThat(converter.convert(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({"2h, 7200", "90s, 90", "1h30m, 5400", "2d, 172800"})
    void duration_is_that_long_ago(String text, long seconds) {
        assertThat(converter.convert(text))
                .isCloseTo(Instant.now().minusSeconds(seconds), within(10, ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2", "2x", "-2h", "2026-13-01", "2026-11-21T25:00:00Z", "99999999999999999999d"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> converter.convert(text)).hasMessageContaining("is no moment");
    }
}
