package io.weathervane.training.compare.report;

import io.weathervane.training.Reliability;
import io.weathervane.training.compare.CandidateDetails.LearningPoint;
import io.weathervane.training.compare.ThresholdCurve;
import io.weathervane.training.compare.report.Plot.Range;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of a candidate. */
public final class Charts {

    private static final String GUIDE = "guide";
    private static final String CURVE = "curve";
    private static final double LARGEST_DOT = 14;
    private static final double SMALLEST_DOT = 2.5;

    private Charts() {}

    public static Chart roc(String label, ThresholdCurve curve) {
        return new Plot("False positive rate", "True positive rate", Range.UNIT, Range.UNIT)
                .unitTicks()
                .segment(GUIDE, 0, 0, 1, 1)
                .line(CURVE, values(curve, curve::falsePositiveRate), values(curve, curve::recall))
                .chart(String.format(Locale.ROOT, "ROC curve of %s, area %.3f", label, curve.area()));
    }

    public static Chart precisionRecall(String label, ThresholdCurve curve) {
        double[] recall = values(curve, curve::recall);
        double[] precision = values(curve, curve::precision);
        // nothing found has no precision: the curve begins where something is
        precision[0] = precision[Math.min(1, precision.length - 1)];
        return new Plot("Recall", "Precision", Range.UNIT, Range.UNIT)
                .unitTicks()
                .segment(GUIDE, 0, curve.prevalence(), 1, curve.prevalence())
                .line(CURVE, recall, precision)
                .chart(String.format(
                        Locale.ROOT,
                        "Precision-recall curve of %s, average precision %.3f",
                        label,
                        curve.averagePrecision()));
    }

    public static Chart reliability(Reliability reliability) {
        Plot plot = new Plot("Probability of the label given", "Part that is right", Range.UNIT, Range.UNIT)
                .unitTicks()
                .segment(GUIDE, 0, 0, 1, 1);
        int all = IntStream.range(0, Reliability.BINS).map(reliability::texts).sum();
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            int texts = reliability.texts(bin);
            if (texts > 0) {
                double confidence = reliability.confidence(bin);
                double accuracy = reliability.accuracy(bin);
                double radius = Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt(texts / (double) all));
                plot.segment("whisker", confidence, confidence, confidence, accuracy)
                        .dot(
                                confidence,
                                accuracy,
                                radius,
                                String.format(
                                        Locale.ROOT,
                                        "%,d texts: mean probability %.3f, right %.3f",
                                        texts,
                                        confidence,
                                        accuracy));
            }
        }
        return plot.chart(String.format(
                Locale.ROOT,
                "Calibration plot, expected calibration error %.3f",
                reliability.expectedCalibrationError()));
    }

    /** With the numbers of texts on a logarithmic axis: each step doubles them. */
    public static Chart learning(String metric, List<LearningPoint> points) {
        Range x = new Range(
                Math.log(points.get(0).texts()) - 0.2,
                Math.log(points.get(points.size() - 1).texts()) + 0.2);
        Ticks ticks = Ticks.between(
                points.stream()
                        .mapToDouble(point -> point.interval().low())
                        .min()
                        .orElse(0),
                points.stream()
                        .mapToDouble(point -> point.interval().high())
                        .max()
                        .orElse(1));
        Plot plot = new Plot("Texts learned from", metric, x, new Range(ticks.low(), ticks.high()));
        ticks.values().forEach(value -> plot.yTick(value, ticks.label(value)));
        for (LearningPoint point : points) {
            double at = Math.log(point.texts());
            plot.xTick(at, String.format(Locale.ROOT, "%,d", point.texts()));
            plot.segment(
                    "whisker", at, point.interval().low(), at, point.interval().high());
        }
        plot.line(
                CURVE,
                points.stream().mapToDouble(point -> Math.log(point.texts())).toArray(),
                points.stream().mapToDouble(LearningPoint::value).toArray());
        for (LearningPoint point : points) {
            plot.dot(
                    Math.log(point.texts()),
                    point.value(),
                    4,
                    String.format(Locale.ROOT, "%,d texts: %.3f", point.texts(), point.value()));
        }
        return plot.chart("Learning curve: " + metric + " by the number of texts learned from");
    }

    private static double[] values(ThresholdCurve curve, IntToDoubleFunction value) {
        return IntStream.range(0, curve.points()).mapToDouble(value).toArray();
    }
}
