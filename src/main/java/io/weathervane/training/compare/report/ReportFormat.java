package io.weathervane.training.compare.report;

import io.weathervane.training.Interval;
import io.weathervane.training.compare.ComparisonResult;
import io.weathervane.training.compare.RankedCandidate;
import java.util.Locale;

/** How figures and texts are written in a report. */
public final class ReportFormat {

    private static final int LONGEST_TEXT = 600;
    private static final int WIDEST_MARK = 150;
    private static final int HEATS = 9;
    private static final double MEGABYTE = 1e6;

    private ReportFormat() {}

    public static String part(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    public static String interval(Interval interval) {
        return part(interval.low()) + "–" + part(interval.high());
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    public static String weight(double weight) {
        return String.format(Locale.ROOT, "%+.2f", weight);
    }

    public static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / MEGABYTE);
    }

    /** The beginning of a long text. */
    public static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    /** The class of a cell of the confusion matrix, by which part of the texts of its row it has. */
    public static String heat(int[] row, int column) {
        int texts = 0;
        for (int count : row) {
            texts += count;
        }
        return "h" + (texts == 0 ? 0 : Math.round(HEATS * row[column] / (float) texts));
    }

    /** Where a value stands among all intervals of the ranking, in the units of a mark {@value #WIDEST_MARK} wide. */
    public static String place(double value, ComparisonResult result) {
        double low = result.ranking().stream()
                .mapToDouble(ranked -> ranked.interval().low())
                .min()
                .orElse(0);
        double high = result.ranking().stream()
                .mapToDouble(ranked -> ranked.interval().high())
                .max()
                .orElse(1);
        return String.format(Locale.ROOT, "%.1f", 5 + WIDEST_MARK * (value - low) / Math.max(1e-9, high - low));
    }

    /** How a candidate stands to the best one. */
    public static String standing(RankedCandidate ranked) {
        return ranked.rank() == 1 ? "best" : ranked.likeTheBest() ? "not worse" : "worse";
    }
}
