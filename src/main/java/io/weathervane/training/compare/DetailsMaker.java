package io.weathervane.training.compare;

import io.weathervane.training.Bootstrap;
import io.weathervane.training.Calibration;
import io.weathervane.training.EvaluationIntervals;
import io.weathervane.training.Interval;
import io.weathervane.training.Progress;
import io.weathervane.training.Reliability;
import io.weathervane.training.compare.CandidateDetails.LabelDetails;
import io.weathervane.training.compare.CandidateDetails.LearningPoint;
import io.weathervane.training.compare.CandidateDetails.Mistake;
import io.weathervane.training.compare.CandidateDetails.TellingFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Finds out all that is told of the best candidates. */
final class DetailsMaker {

    private static final double[] SHARES = {1 / 8.0, 1 / 4.0, 1 / 2.0};
    private static final int MISTAKES = 25;

    private final ComparisonPlan plan;
    private final Corpus corpus;
    private final CorpusFeatures features;
    private final List<Split> splits;

    DetailsMaker(ComparisonPlan plan, CorpusFeatures features, List<Split> splits) {
        this.plan = plan;
        this.corpus = plan.corpus();
        this.features = features;
        this.splits = splits;
    }

    List<CandidateDetails> make(List<RankedCandidate> best, Workers workers, Progress progress)
            throws InterruptedException {
        List<List<Trial>> smaller = new ArrayList<>();
        List<List<List<TellingFeature>>> telling = new ArrayList<>();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            RankedCandidate ranked = best.get(i);
            List<Trial> trials = new ArrayList<>();
            for (double share : SHARES) {
                List<Split> parts =
                        splits.stream().map(split -> split.part(share)).toList();
                trials.add(new Trial(ranked.candidate(), corpus, features, parts));
            }
            trials.forEach(trial -> tasks.addAll(trial.runs(false)));
            smaller.add(trials);
            telling.add(List.of());
            int place = i;
            tasks.add(() -> {
                telling.set(place, telling(ranked.candidate()));
                return null;
            });
        }
        workers.run("learning curves", tasks, progress);
        List<CandidateDetails> details = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            details.add(details(best.get(i), smaller.get(i), telling.get(i)));
        }
        return details;
    }

    private CandidateDetails details(RankedCandidate ranked, List<Trial> smaller, List<List<TellingFeature>> telling) {
        Predictions predictions = ranked.predictions();
        Bootstrap bootstrap = new Bootstrap(corpus.labels(), predictions.right(), plan.seed());
        EvaluationIntervals intervals =
                bootstrap.intervals(predictions.given(), predictions.highest(), ranked.evaluation());
        List<LabelDetails> labels = new ArrayList<>();
        for (int label = 0; label < corpus.labels().size(); label++) {
            labels.add(new LabelDetails(
                    corpus.labels().get(label),
                    intervals.labels().get(label),
                    curve(predictions, label),
                    telling.get(label)));
        }
        return new CandidateDetails(
                ranked,
                intervals.figures(),
                labels,
                predictions.reliability(),
                calibratedError(predictions),
                learningCurve(ranked, smaller, bootstrap),
                mistakes(predictions));
    }

    private static ThresholdCurve curve(Predictions predictions, int label) {
        int texts = predictions.texts().length;
        double[] scores = new double[texts];
        boolean[] positive = new boolean[texts];
        for (int i = 0; i < texts; i++) {
            scores[i] = predictions.scores()[i][label];
            positive[i] = predictions.right()[i] == label;
        }
        return ThresholdCurve.of(scores, positive);
    }

    /** Calibrates each half of the texts by the other one. */
    private static double calibratedError(Predictions predictions) {
        Reliability reliability = new Reliability();
        int[] given = predictions.given();
        int labels = predictions.labels().size();
        for (int half = 0; half < 2; half++) {
            int[] other = half(given.length, 1 - half);
            double[][] scores = new double[other.length][];
            int[] right = new int[other.length];
            for (int i = 0; i < other.length; i++) {
                scores[i] = logarithms(predictions.scores()[other[i]]);
                right[i] = predictions.right()[other[i]];
            }
            Calibration calibration = Calibration.none(labels).confident(scores, right);
            for (int text : half(given.length, half)) {
                double[] probabilities =
                        calibration.probabilities(logarithms(predictions.scores()[text]));
                reliability.count(
                        probabilities[given[text]], given[text] == predictions.right()[text]);
            }
        }
        return reliability.expectedCalibrationError();
    }

    private static int[] half(int texts, int half) {
        return IntStream.range(0, texts).filter(i -> i % 2 == half).toArray();
    }

    private static double[] logarithms(float[] scores) {
        double[] logarithms = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            logarithms[i] = StrictMath.log(Math.max(Float.MIN_NORMAL, scores[i]));
        }
        return logarithms;
    }

    private List<LearningPoint> learningCurve(RankedCandidate ranked, List<Trial> smaller, Bootstrap bootstrap) {
        List<LearningPoint> points = new ArrayList<>();
        double texts = splits.stream()
                .mapToInt(split -> split.train().length)
                .average()
                .orElseThrow();
        for (int i = 0; i < SHARES.length; i++) {
            Trial trial = smaller.get(i);
            // so few texts may have one label alone, from which nothing can be learned
            if (trial.failure().isEmpty()) {
                Predictions predictions = trial.predictions();
                points.add(new LearningPoint(
                        (int) Math.round(texts * SHARES[i]),
                        plan.metric().of(predictions.evaluation()),
                        Interval.of(bootstrap.samples(List.of(predictions.given()), plan.metric()::of)[0])));
            }
        }
        points.add(new LearningPoint((int) Math.round(texts), ranked.value(), ranked.interval()));
        return points;
    }

    private List<Mistake> mistakes(Predictions predictions) {
        int[] given = predictions.given();
        return IntStream.range(0, given.length)
                .filter(i -> given[i] != predictions.right()[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -predictions.scores()[i][given[i]]))
                .limit(MISTAKES)
                .map(i -> new Mistake(
                        corpus.text(predictions.texts()[i]),
                        corpus.labels().get(predictions.right()[i]),
                        corpus.labels().get(given[i]),
                        predictions.scores()[i][given[i]]))
                .toList();
    }

    /** Of a model of all texts that may be learned from. */
    private List<List<TellingFeature>> telling(Candidate candidate) {
        int[] texts = Split.order(corpus, plan.seed());
        String[][] taken = features.of(candidate.features());
        try {
            return new TellingFeatures(corpus.labels(), taken, texts)
                    .of(CandidateModel.train(candidate, corpus, taken, texts));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return Collections.nCopies(corpus.labels().size(), List.of());
        }
    }
}
