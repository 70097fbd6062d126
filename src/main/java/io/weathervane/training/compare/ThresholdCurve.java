package io.weathervane.training.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well a score tells the texts of one label from all others, at each threshold: a text counts as found if its score is at
 * least that. Texts of the same score are found together.
 */
public final class ThresholdCurve {

    /** By threshold, from above the highest score to the lowest: how many are found, rightly and wrongly. */
    private final int[] rightly;

    private final int[] wrongly;

    private ThresholdCurve(int[] rightly, int[] wrongly) {
        this.rightly = rightly;
        this.wrongly = wrongly;
    }

    /**
     * @param scores of each text
     * @param positive whether each text has the label
     */
    static ThresholdCurve of(double[] scores, boolean[] positive) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        int[] rightly = new int[scores.length + 1];
        int[] wrongly = new int[scores.length + 1];
        int points = 1;
        for (int i = 0; i < order.length; i++) {
            boolean sameAsBefore = i > 0 && scores[order[i]] == scores[order[i - 1]];
            int before = points - 1;
            if (!sameAsBefore) {
                points++;
            }
            rightly[points - 1] = rightly[before] + (positive[order[i]] ? 1 : 0);
            wrongly[points - 1] = wrongly[before] + (positive[order[i]] ? 0 : 1);
        }
        return new ThresholdCurve(Arrays.copyOf(rightly, points), Arrays.copyOf(wrongly, points));
    }

    /** One more than there are different scores; at the first one nothing is found, at the last one everything. */
    public int points() {
        return rightly.length;
    }

    /** The part of the label's texts that is found, also called the true positive rate. */
    public double recall(int point) {
        return ratio(rightly[point], rightly[points() - 1], 0);
    }

    /** The part of the other texts that is found. */
    public double falsePositiveRate(int point) {
        return ratio(wrongly[point], wrongly[points() - 1], 0);
    }

    /** The part of what is found that has the label; 1 if nothing is found. */
    public double precision(int point) {
        return ratio(rightly[point], rightly[point] + wrongly[point], 1);
    }

    /** The part of all texts that has the label: the precision of guessing. */
    public double prevalence() {
        return precision(points() - 1);
    }

    /** The area under the ROC curve: how often a text of the label scores higher than another one, ties counting half. */
    public double area() {
        double area = 0;
        for (int i = 1; i < points(); i++) {
            area += (falsePositiveRate(i) - falsePositiveRate(i - 1)) * (recall(i) + recall(i - 1)) / 2;
        }
        return area;
    }

    /** The mean precision over the recall that is gained at each threshold, without interpolation. */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 1; i < points(); i++) {
            sum += (recall(i) - recall(i - 1)) * precision(i);
        }
        return sum;
    }

    private static double ratio(int part, int whole, double ofNothing) {
        return whole == 0 ? ofNothing : part / (double) whole;
    }
}
