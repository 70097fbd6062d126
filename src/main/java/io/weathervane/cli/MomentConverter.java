package io.weathervane.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: ISO-8601, in UTC if it names no offset, or a time ago such as {@code 2h}. */
final class MomentConverter implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("([0-9]+(ms|[dhms]))+");

    @Override
    public Instant convert(String text) {
        try {
            if (AGO.matcher(text).matches()) {
                return Instant.now().minusMillis(TimeUtils.toMilliSeconds(text));
            }
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return text.matches(".*(Z|[+-][0-9:]+)$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no moment: write 2026-11-21, 2026-11-21T06:00:00Z, or 2h for two hours ago");
        }
    }
}
