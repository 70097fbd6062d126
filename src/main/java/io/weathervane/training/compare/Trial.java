package io.weathervane.training.compare;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Trains and measures a candidate on each of some splits. The runs may be called by several threads. */
final class Trial {

    private static final double NANOS = 1e9;

    private final Candidate candidate;
    private final Corpus corpus;
    private final CorpusFeatures features;
    private final List<Split> splits;
    private final int[] texts;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final float[][] scores;
    private final AtomicLong trainingNanos = new AtomicLong();
    private volatile boolean probabilities = true;
    private volatile Cost cost = new Cost(0, 0, 0);
    private volatile String failure;

    Trial(Candidate candidate, Corpus corpus, CorpusFeatures features, List<Split> splits) {
        this.candidate = candidate;
        this.corpus = corpus;
        this.features = features;
        this.splits = splits;
        this.texts = splits.stream()
                .flatMapToInt(split -> Arrays.stream(split.test()))
                .sorted()
                .toArray();
        for (int i = 0; i < texts.length; i++) {
            places.put(texts[i], i);
        }
        this.scores = new float[texts.length][];
    }

    /** One run for each split, which never fails: {@link #failure} tells. */
    List<Callable<Void>> runs(boolean withCost) {
        return IntStream.range(0, splits.size())
                .<Callable<Void>>mapToObj(number -> () -> {
                    if (failure == null) {
                        run(splits.get(number), withCost && number == 0);
                    }
                    return null;
                })
                .toList();
    }

    private void run(Split split, boolean withCost) {
        try {
            String[][] taken = features.of(candidate.features());
            long start = System.nanoTime();
            CandidateModel model = CandidateModel.train(candidate, corpus, taken, split.train());
            long nanos = System.nanoTime() - start;
            trainingNanos.addAndGet(nanos);
            probabilities = !model.isPerceptron();
            for (int text : split.test()) {
                scores[places.get(text)] = model.scores(text);
            }
            if (withCost) {
                cost = model.cost(split.test(), nanos / NANOS);
            }
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            failure = reason(e);
        }
    }

    /** In one line. */
    private static String reason(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "out of memory; give Java more (-Xmx), or leave texts or features out";
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceAll("\\s+", " ").strip();
    }

    Candidate candidate() {
        return candidate;
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** After all runs, if none failed. */
    Predictions predictions() {
        int[] right = Arrays.stream(texts).map(corpus::labelNumber).toArray();
        return new Predictions(corpus.labels(), texts, right, scores, probabilities);
    }

    Cost cost() {
        double seconds = trainingNanos.get() / NANOS / splits.size();
        return new Cost(seconds, cost.textsPerSecond(), cost.modelBytes());
    }
}
