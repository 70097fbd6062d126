package io.weathervane.training;

import io.weathervane.training.Evaluation.LabelFigures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The 95 % confidence intervals of what an {@link Evaluation} says, by {@link Bootstrap}: percentile intervals, but the basic
 * one of the calibration error.
 *
 * @param labels in the order of the evaluation
 */
public record EvaluationIntervals(Map<Figure, Interval> figures, List<LabelIntervals> labels) {

    /** What concerns one label. */
    public record LabelIntervals(Interval precision, Interval recall, Interval f1) {}

    static EvaluationIntervals of(Evaluation measured, List<Evaluation> samples) {
        Map<Figure, Interval> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            double[] values = samples.stream().mapToDouble(figure::of).toArray();
            figures.put(
                    figure,
                    figure == Figure.ECE
                            ? Interval.basic(measured.expectedCalibrationError(), values)
                            : Interval.of(values));
        }
        List<LabelIntervals> labels = new ArrayList<>();
        for (int i = 0; i < measured.labels().size(); i++) {
            int label = i;
            List<LabelFigures> ofLabel =
                    samples.stream().map(sample -> sample.label(label)).toList();
            labels.add(new LabelIntervals(
                    interval(ofLabel, LabelFigures::precision),
                    interval(ofLabel, LabelFigures::recall),
                    interval(ofLabel, LabelFigures::f1)));
        }
        return new EvaluationIntervals(figures, List.copyOf(labels));
    }

    private static Interval interval(List<LabelFigures> samples, ToDoubleFunction<LabelFigures> figure) {
        return Interval.of(samples.stream().mapToDouble(figure).toArray());
    }
}
