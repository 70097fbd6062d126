package io.weathervane.cli;

import java.time.Duration;
import org.apache.camel.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time from one second on, as it stands in the settings too. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        if (value.matches("([0-9]{1,6}(ms|s|m|h|d))+")) {
            Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(value));
            if (duration.toSeconds() >= 1) {
                return duration;
            }
        }
        throw new TypeConversionException("'" + value + "' is not a time of 1s or more, such as 30s, 5m or 1h");
    }
}
