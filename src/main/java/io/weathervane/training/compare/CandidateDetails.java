package io.weathervane.training.compare;

import io.weathervane.training.EvaluationIntervals.LabelIntervals;
import io.weathervane.training.Figure;
import io.weathervane.training.Interval;
import io.weathervane.training.Reliability;
import java.util.List;
import java.util.Map;

/**
 * All that is told of one candidate.
 *
 * @param intervals of the figures of all labels
 * @param labels in the order of the corpus
 * @param reliability of its scores as they are
 * @param calibratedError the expected calibration error after the scores were sharpened or flattened by what other texts
 *     say, as {@code weathervane train} does
 * @param learningCurve from few texts to all
 * @param mistakes the surest first
 */
public record CandidateDetails(
        RankedCandidate ranked,
        Map<Figure, Interval> intervals,
        List<LabelDetails> labels,
        Reliability reliability,
        double calibratedError,
        List<LearningPoint> learningCurve,
        List<Mistake> mistakes) {

    /** What concerns one label, with the features that speak for it most. */
    public record LabelDetails(
            String label, LabelIntervals intervals, ThresholdCurve curve, List<TellingFeature> features) {}

    /** What is ranked by, when learned from so many texts (the mean over the folds). */
    public record LearningPoint(int texts, double value, Interval interval) {}

    /**
     * A feature that speaks for a label.
     *
     * @param feature as the generator makes it
     * @param weight how much higher its presence puts the label's log-odds than those of the other labels on average; for a
     *     perceptron, the score
     * @param texts that have it
     */
    public record TellingFeature(String feature, double weight, int texts) {}

    /** A text that was given a wrong label. */
    public record Mistake(String text, String right, String given, double score) {}
}
