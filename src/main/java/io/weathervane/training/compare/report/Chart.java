package io.weathervane.training.compare.report;

import java.util.List;

/**
 * A chart in the units of its SVG, ready for the template {@code chart.jte}. Colours and fonts are the style sheet's, which
 * the classes of shapes refer to.
 *
 * @param description what it shows, in words, for those who do not see it
 */
public record Chart(
        String description,
        String xTitle,
        String yTitle,
        List<Tick> xTicks,
        List<Tick> yTicks,
        List<Line> lines,
        List<Dot> dots) {

    /** Of the drawing, axes included. */
    public static final int WIDTH = 320;

    public static final int HEIGHT = 280;

    static final int LEFT = 52;
    static final int RIGHT = 14;
    static final int TOP = 12;
    static final int BOTTOM = 50;

    /** A mark on an axis. */
    public record Tick(String position, String label) {}

    /** @param path in SVG's path language */
    public record Line(String type, String path) {}

    /** @param title what is shown when it is pointed at */
    public record Dot(String x, String y, String radius, String title) {}

    public static int left() {
        return LEFT;
    }

    public static int right() {
        return WIDTH - RIGHT;
    }

    public static int top() {
        return TOP;
    }

    public static int bottom() {
        return HEIGHT - BOTTOM;
    }
}
