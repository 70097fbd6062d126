package io.weathervane.training.compare;

import io.weathervane.training.Objective;
import java.util.List;
import java.util.Locale;

/**
 * What is to be compared and how.
 *
 * @param folds of cross-validation, 2 or more; without a say if the corpus has texts to measure on
 * @param seed of folds, order of learning and bootstrap samples: the same seed gives the same figures
 * @param metric what candidates are ranked by
 * @param detailed how many of the best are described in detail, 0 or more
 * @param threads how many candidates are trained at a time, 1 or more
 */
public record ComparisonPlan(
        Corpus corpus, List<Candidate> candidates, int folds, long seed, Objective metric, int detailed, int threads) {

    public ComparisonPlan {
        candidates = List.copyOf(candidates);
    }

    /** How candidates are measured, in a sentence. */
    public String method() {
        String metric = "ranked by " + this.metric + ", seed " + seed + ".";
        return corpus.hasValidation()
                ? String.format(
                        Locale.ROOT,
                        "%,d candidates learned from %,d texts and measured on %,d others, %s",
                        candidates.size(),
                        corpus.toLearnFrom(),
                        corpus.size() - corpus.toLearnFrom(),
                        metric)
                : String.format(
                        Locale.ROOT,
                        "%,d candidates measured by cross-validation on %,d texts (%d folds), %s",
                        candidates.size(),
                        corpus.size(),
                        folds,
                        metric);
    }
}
