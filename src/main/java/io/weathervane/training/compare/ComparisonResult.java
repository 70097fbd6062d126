package io.weathervane.training.compare;

import java.util.List;

/**
 * How candidates compare.
 *
 * @param ranking best first
 * @param failed those that could not be trained or measured
 * @param details of the first ones of the ranking
 */
public record ComparisonResult(
        ComparisonPlan plan,
        List<RankedCandidate> ranking,
        List<FailedCandidate> failed,
        List<CandidateDetails> details) {

    /** A candidate and why it is not in the ranking, in one line. */
    public record FailedCandidate(Candidate candidate, String reason) {}
}
