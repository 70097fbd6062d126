package io.weathervane.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** When X takes requests again. */
final class XRateLimit {

    /** X counts requests in windows of this length; no reset lies farther ahead, whatever the clocks say. */
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private XRateLimit() {}

    /** What {@code x-rate-limit-reset} says, by our clock, one second to 15 minutes ahead. */
    static Instant reset(ApiResponse response) {
        Instant now = response.receivedAt();
        Instant latest = now.plus(WINDOW);
        try {
            long seconds = Long.parseLong(response.header("x-rate-limit-reset"));
            Instant reset = response.byOurClock(Instant.ofEpochSecond(seconds));
            // a reset that has passed is a clock that is wrong: then one second must do
            Instant earliest = now.plusSeconds(1);
            return reset.isAfter(latest) ? latest : reset.isBefore(earliest) ? earliest : reset;
        } catch (NumberFormatException | DateTimeException | ArithmeticException noReset) {
            return latest;
        }
    }
}
