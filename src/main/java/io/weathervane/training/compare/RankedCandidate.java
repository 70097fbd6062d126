package io.weathervane.training.compare;

import io.weathervane.training.Evaluation;
import io.weathervane.training.Interval;

/**
 * A candidate that was measured.
 *
 * @param rank from 1 on
 * @param value of what was ranked by
 * @param interval of the value
 * @param likeTheBest whether the data does not suffice to call it worse than the best one (paired bootstrap, 95 %)
 */
public record RankedCandidate(
        int rank,
        Candidate candidate,
        Predictions predictions,
        Evaluation evaluation,
        double value,
        Interval interval,
        boolean likeTheBest,
        Cost cost) {}
