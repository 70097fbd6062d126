package io.weathervane.training.compare;

import io.weathervane.training.Bootstrap;
import io.weathervane.training.Evaluation;
import io.weathervane.training.Interval;
import io.weathervane.training.Progress;
import io.weathervane.training.compare.ComparisonResult.FailedCandidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Trains and measures candidates, several at a time, ranks them, and describes the best ones in detail. Each is measured on the
 * same texts, by models that have not learned from these.
 */
public final class Comparison {

    private final ComparisonPlan plan;
    private final Corpus corpus;
    private final CorpusFeatures features;
    private final List<Split> splits;

    public Comparison(ComparisonPlan plan) {
        this.plan = plan;
        this.corpus = plan.corpus();
        this.features = new CorpusFeatures(corpus);
        this.splits = Split.of(corpus, plan.folds(), plan.seed());
    }

    /**
     * A candidate that fails is reported as such, and the others go on.
     *
     * @throws InterruptedException if this thread is interrupted; what is being trained goes on in the background to its end
     */
    public ComparisonResult run(Progress progress) throws InterruptedException {
        List<Trial> trials = plan.candidates().stream()
                .map(candidate -> new Trial(candidate, corpus, features, splits))
                .toList();
        try (Workers workers = new Workers(plan.threads())) {
            List<Callable<Void>> runs = new ArrayList<>();
            trials.forEach(trial -> runs.addAll(trial.runs(true)));
            workers.run("comparing", runs, progress);
            List<FailedCandidate> failed = trials.stream()
                    .filter(trial -> trial.failure().isPresent())
                    .map(trial -> new FailedCandidate(
                            trial.candidate(), trial.failure().orElseThrow()))
                    .toList();
            List<RankedCandidate> ranking = rank(
                    trials.stream().filter(trial -> trial.failure().isEmpty()).toList());
            List<RankedCandidate> best = ranking.subList(0, Math.min(plan.detailed(), ranking.size()));
            List<CandidateDetails> details = new DetailsMaker(plan, features, splits).make(best, workers, progress);
            return new ComparisonResult(plan, ranking, failed, details);
        }
    }

    private List<RankedCandidate> rank(List<Trial> trials) {
        record Measured(Trial trial, Predictions predictions, Evaluation evaluation, double value) {}
        List<Measured> measured = trials.stream()
                .map(trial -> {
                    Predictions predictions = trial.predictions();
                    Evaluation evaluation = predictions.evaluation();
                    return new Measured(
                            trial, predictions, evaluation, plan.metric().of(evaluation));
                })
                .sorted(Comparator.comparingDouble((Measured one) -> -one.value())
                        .thenComparing(one -> one.trial().candidate().name()))
                .toList();
        if (measured.isEmpty()) {
            return List.of();
        }
        Bootstrap bootstrap =
                new Bootstrap(corpus.labels(), measured.get(0).predictions().right(), plan.seed());
        double[][] samples = bootstrap.samples(
                measured.stream().map(one -> one.predictions().given()).toList(), plan.metric()::of);
        List<RankedCandidate> ranking = new ArrayList<>();
        for (int i = 0; i < samples.length; i++) {
            Measured one = measured.get(i);
            ranking.add(new RankedCandidate(
                    i + 1,
                    one.trial().candidate(),
                    one.predictions(),
                    one.evaluation(),
                    one.value(),
                    Interval.of(samples[i]),
                    lead(samples[0], samples[i]).low() <= 0,
                    one.trial().cost()));
        }
        return ranking;
    }

    private static Interval lead(double[] best, double[] other) {
        double[] lead = new double[best.length];
        for (int i = 0; i < lead.length; i++) {
            lead[i] = best[i] - other[i];
        }
        return Interval.of(lead);
    }
}
