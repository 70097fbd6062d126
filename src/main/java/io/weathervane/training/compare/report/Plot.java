package io.weathervane.training.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a {@link Chart}: turns values into places. Not thread-safe. */
final class Plot {

    /** Curves have a point for each text; what moves less than this many units is not seen. */
    private static final double SEEN = 1.2;

    private final String xTitle;
    private final String yTitle;
    private final Range x;
    private final Range y;
    private final List<Chart.Tick> xTicks = new ArrayList<>();
    private final List<Chart.Tick> yTicks = new ArrayList<>();
    private final List<Chart.Line> lines = new ArrayList<>();
    private final List<Chart.Dot> dots = new ArrayList<>();

    /** What an axis spans. */
    record Range(double low, double high) {

        static final Range UNIT = new Range(0, 1);

        double part(double value) {
            return (value - low) / (high - low);
        }
    }

    Plot(String xTitle, String yTitle, Range x, Range y) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.x = x;
        this.y = y;
    }

    Plot xTick(double value, String label) {
        xTicks.add(new Chart.Tick(number(xOf(value)), label));
        return this;
    }

    Plot yTick(double value, String label) {
        yTicks.add(new Chart.Tick(number(yOf(value)), label));
        return this;
    }

    Plot unitTicks() {
        for (int i = 0; i <= 4; i++) {
            String label = i == 0 ? "0" : i == 4 ? "1" : Double.toString(i / 4.0);
            xTick(i / 4.0, label);
            yTick(i / 4.0, label);
        }
        return this;
    }

    /** @param type the class of the style sheet */
    Plot line(String type, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        double lastX = Double.NEGATIVE_INFINITY;
        double lastY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < xs.length; i++) {
            double toX = xOf(xs[i]);
            double toY = yOf(ys[i]);
            boolean seen = Math.abs(toX - lastX) + Math.abs(toY - lastY) >= SEEN;
            if (seen || i == xs.length - 1) {
                path.append(path.isEmpty() ? "M" : "L")
                        .append(number(toX))
                        .append(' ')
                        .append(number(toY));
                lastX = toX;
                lastY = toY;
            }
        }
        lines.add(new Chart.Line(type, path.toString()));
        return this;
    }

    Plot segment(String type, double fromX, double fromY, double toX, double toY) {
        return line(type, new double[] {fromX, toX}, new double[] {fromY, toY});
    }

    Plot dot(double atX, double atY, double radius, String title) {
        dots.add(new Chart.Dot(number(xOf(atX)), number(yOf(atY)), number(radius), title));
        return this;
    }

    Chart chart(String description) {
        return new Chart(
                description,
                xTitle,
                yTitle,
                List.copyOf(xTicks),
                List.copyOf(yTicks),
                List.copyOf(lines),
                List.copyOf(dots));
    }

    private double xOf(double value) {
        return Chart.left() + x.part(value) * (Chart.right() - Chart.left());
    }

    private double yOf(double value) {
        return Chart.bottom() - y.part(value) * (Chart.bottom() - Chart.top());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
