package io.weathervane.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How right a model is on texts whose labels are known.
 *
 * @param labels in the order of the confusion matrix
 * @param confusion how many texts of the label (row) were given the label (column)
 * @param expectedCalibrationError how far, on average, the probability of the label that is given is from how often it is right
 *     (15 bins of equal width); 0 is best
 * @param textsPerSecond classified by one thread, 0 if not measured
 * @param intervals 95 % confidence intervals, if they were asked for
 */
public record Evaluation(
        List<String> labels,
        int[][] confusion,
        double expectedCalibrationError,
        double textsPerSecond,
        Optional<EvaluationIntervals> intervals) {

    private static final double NORMAL_95 = 1.96;

    /** What concerns one label; 0 where there is nothing to divide by. */
    public record LabelFigures(double precision, double recall, double f1, int support) {}

    /** One without intervals. */
    public Evaluation(List<String> labels, int[][] confusion, double expectedCalibrationError, double textsPerSecond) {
        this(labels, confusion, expectedCalibrationError, textsPerSecond, Optional.empty());
    }

    Evaluation with(EvaluationIntervals found) {
        return new Evaluation(labels, confusion, expectedCalibrationError, textsPerSecond, Optional.of(found));
    }

    public int texts() {
        int sum = 0;
        for (int[] row : confusion) {
            sum += java.util.Arrays.stream(row).sum();
        }
        return sum;
    }

    public double accuracy() {
        int right = 0;
        for (int i = 0; i < confusion.length; i++) {
            right += confusion[i][i];
        }
        return ratio(right, texts());
    }

    /** Half the width of the 95 % confidence interval of the accuracy (normal approximation). */
    public double accuracyMargin() {
        double accuracy = accuracy();
        return NORMAL_95 * Math.sqrt(accuracy * (1 - accuracy) / Math.max(1, texts()));
    }

    public LabelFigures label(int label) {
        int given = 0;
        int support = 0;
        for (int other = 0; other < confusion.length; other++) {
            given += confusion[other][label];
            support += confusion[label][other];
        }
        double precision = ratio(confusion[label][label], given);
        double recall = ratio(confusion[label][label], support);
        double sum = precision + recall;
        return new LabelFigures(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum, support);
    }

    /** By label, in their order. */
    public Map<String, LabelFigures> byLabel() {
        Map<String, LabelFigures> figures = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            figures.put(labels.get(i), label(i));
        }
        return figures;
    }

    public double macroPrecision() {
        return mean(LabelFigures::precision);
    }

    public double macroRecall() {
        return mean(LabelFigures::recall);
    }

    public double macroF1() {
        return mean(LabelFigures::f1);
    }

    public double weightedPrecision() {
        return weightedMean(LabelFigures::precision);
    }

    public double weightedRecall() {
        return weightedMean(LabelFigures::recall);
    }

    public double weightedF1() {
        return weightedMean(LabelFigures::f1);
    }

    /** Over the labels that texts have. */
    private double mean(java.util.function.ToDoubleFunction<LabelFigures> figure) {
        List<LabelFigures> present = new ArrayList<>(byLabel().values());
        return present.stream().mapToDouble(figure).average().orElse(0);
    }

    private double weightedMean(java.util.function.ToDoubleFunction<LabelFigures> figure) {
        double sum = 0;
        for (LabelFigures figures : byLabel().values()) {
            sum += figure.applyAsDouble(figures) * figures.support();
        }
        return texts() == 0 ? 0 : sum / texts();
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }
}
