package io.weathervane.training.compare;

import io.weathervane.training.Objective;
import java.util.List;

/**
 * What is to be compared and how.
 *
 * @param folds of cross-validation, 2 or more; without a say if the corpus has texts to measure on
 * @param seed of folds, order of learning and bootstrap samples: the same seed gives the same figures
 * @param metric what candidates are ranked by
 * @param detailed how many of the best are described in detail
 * @param threads how many candidates are trained at a time, 1 or more
 */
public record ComparisonPlan(
        Corpus corpus, List<Candidate> candidates, int folds, long seed, Objective metric, int detailed, int threads) {

    public ComparisonPlan {
        candidates = List.copyOf(candidates);
    }
}
