package io.weathervane.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time range. Immutable.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
record Span(Instant from, Instant to) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    /** @throws BadQuestionException if there is no such range */
    static Span of(Question question, Instant now) {
        Instant from = time("from", question.text("from"), now);
        Instant to = question.one("to").map(text -> time("to", text, now)).orElse(now);
        if (!from.isBefore(to)) {
            throw new BadQuestionException("from", "is not before to");
        }
        return new Span(from, to);
    }

    Duration length() {
        return Duration.between(from, to);
    }

    private static Instant time(String parameter, String text, Instant now) {
        try {
            Instant time = time(text, now);
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time.truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeException e) {
            throw new BadQuestionException(
                    parameter, "is neither a time such as 2026-11-01T12:00:00Z nor an age such as 15m, 24h or 7d");
        }
        throw new BadQuestionException(parameter, "is not between 1970 and 2200");
    }

    private static Instant time(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            Duration age = Duration.of(Long.parseLong(ago.group(1)), UNITS.get(ago.group(2)));
            return now.minus(age);
        }
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
