package io.weathervane.alert;

import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.util.TimeUtils;

/** Reads what the route of a rule says in exchange properties; what is missing or wrong is an error that names it. */
final class RuleProperties {

    private final Exchange exchange;

    RuleProperties(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The rule's name: that of its route. */
    String rule() {
        return exchange.getFromRouteId();
    }

    String text(String name) {
        String value = optional(name);
        if (value.isEmpty()) {
            throw wrong(name, "is missing");
        }
        return value;
    }

    /** Blank if the route does not say. */
    String optional(String name) {
        String value = exchange.getProperty(name, String.class);
        return value == null ? "" : value.strip();
    }

    double number(String name, double minimum, double maximum) {
        try {
            double value = Double.parseDouble(text(name));
            if (value >= minimum && value <= maximum) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, together with what is out of range
        }
        throw wrong(name, String.format(Locale.ROOT, "must be a number from %s to %s", minimum, maximum));
    }

    int wholeNumber(String name, int minimum, int maximum) {
        double value = number(name, minimum, maximum);
        if (value != Math.rint(value)) {
            throw wrong(name, "must be a whole number");
        }
        return (int) value;
    }

    Duration duration(String name) {
        String text = text(name);
        try {
            long milliseconds = TimeUtils.toMilliSeconds(text);
            if (milliseconds > 0) {
                return Duration.ofMillis(milliseconds);
            }
        } catch (RuntimeException e) {
            // Camel's parser fails in several ways; told below
        }
        throw wrong(name, "must be a time such as 15m or 1h");
    }

    private IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException("the property " + name + " of the route " + rule() + " " + why);
    }
}
