package io.weathervane.training.compare.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Round numbers for an axis.
 *
 * @param step between two of them: 1, 2 or 5 times a power of ten
 */
record Ticks(long first, long last, double step) {

    private static final int WANTED = 5;

    /** So that both values are inside. */
    static Ticks between(double low, double high) {
        double span = Math.max(1e-6, high - low);
        double power = Math.pow(10, Math.floor(Math.log10(span / WANTED)));
        double rough = span / WANTED / power;
        double step = power * (rough <= 1 ? 1 : rough <= 2 ? 2 : rough <= 5 ? 5 : 10);
        return new Ticks((long) Math.floor(low / step), (long) Math.ceil(high / step), step);
    }

    double low() {
        return first * step;
    }

    double high() {
        return last * step;
    }

    List<Double> values() {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> number * step)
                .toList();
    }

    String label(double value) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
