package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.Objective;
import io.weathervane.training.TrainerParameters;
import io.weathervane.training.compare.Candidate;
import io.weathervane.training.compare.FeatureSet;
import io.weathervane.training.compare.TrainerChoice;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What is compared, and how. What is not given stays null, so that a recipe or the default can say it. */
final class CompareOptions {

    private static final List<String> DEFAULT_FEATURES =
            List.of("words", "words+word-pairs", "words+word-pairs+characters+style");
    private static final List<Integer> DEFAULT_CUTOFFS = List.of(2, 5);
    private static final int MOST_FOLDS = 100;
    private static final int LEAST_SAMPLE = 100;

    @Option(
            names = "--trainers",
            split = ",",
            paramLabel = "<trainer>",
            description = "Of gis, qn, naive-bayes, perceptron, nb-maxent, or classes of OpenNLP EventTrainers"
                    + " (default: these five).")
    private List<String> trainers = TrainerChoice.NAMES;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "<set>",
            description =
                    "Feature sets, each of names with + between them: words, word-pairs, word-triples, characters,"
                            + " style, last-sentence, private, or classes of OpenNLP FeatureGenerators (default:"
                            + " words,words+word-pairs,words+word-pairs+characters+style, or the set of the recipe).")
    private List<String> features;

    @Option(
            names = "--cutoffs",
            split = ",",
            paramLabel = "<n>",
            description = "Features in fewer texts are dropped (default: 2,5, or what the recipe says).")
    private List<Integer> cutoffs;

    @Option(
            names = "--folds",
            paramLabel = "<n>",
            description = "Parts for cross-validation (default: 5, or as the recipe says).")
    private Integer folds;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            description = "Another seed, other folds and samples; the same one, the same figures (default: 1).")
    private Long seed;

    @Option(
            names = "--sample",
            paramLabel = "<n>",
            description = "The most texts to learn from; of more, so many are drawn, with each label in the same part"
                    + " (default: ${DEFAULT-VALUE}, which takes minutes; 0: all).")
    private int sample = 5_000;

    @Option(
            names = "--metric",
            paramLabel = "<metric>",
            description =
                    "What is ranked by: accuracy, macro-f1 or macro-recall (default: macro-f1, or the objective of"
                            + " the recipe).")
    private String metric;

    @Option(
            names = "--threads",
            paramLabel = "<n>",
            description = "Trainings at a time (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--details",
            paramLabel = "<n>",
            description = "How many of the best the report describes in detail (default: ${DEFAULT-VALUE}).")
    private int details = 3;

    boolean asksForFolds() {
        return folds != null;
    }

    int folds(int otherwise) {
        return inRange("--folds", folds == null ? otherwise : folds, 2, MOST_FOLDS);
    }

    int sample() {
        return sample == 0 ? Integer.MAX_VALUE : inRange("--sample", sample, LEAST_SAMPLE, Integer.MAX_VALUE);
    }

    long seed(long otherwise) {
        return seed == null ? otherwise : seed;
    }

    int threads() {
        return inRange("--threads", threads, 1, 1024);
    }

    int details() {
        return inRange("--details", details, 1, 100);
    }

    Objective metric(Objective otherwise) {
        return metric == null
                ? otherwise
                : Objective.named(metric)
                        .orElseThrow(() -> new ConfigurationException(
                                "--metric " + metric + " is unknown; write accuracy, macro-f1 or macro-recall."));
    }

    /** @param recipe null if there is none */
    List<Candidate> candidates(FeatureSet recipe, TrainerParameters parameters) {
        List<TrainerChoice> chosen = trainers.stream()
                .map(name -> TrainerChoice.named(name.strip(), parameters))
                .distinct()
                .toList();
        List<FeatureSet> sets = features != null
                ? features.stream().map(FeatureSet::named).toList()
                : recipe != null
                        ? List.of(recipe)
                        : DEFAULT_FEATURES.stream().map(FeatureSet::named).toList();
        List<Integer> limits =
                cutoffs != null ? cutoffs : recipe != null ? List.of(parameters.cutoff()) : DEFAULT_CUTOFFS;
        limits.forEach(cutoff -> inRange("--cutoffs", cutoff, 1, 1_000_000));
        return Candidate.all(chosen, sets, limits.stream().distinct().toList());
    }

    private static int inRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "%s %d must be from %d to %d.", option, value, least, most));
        }
        return value;
    }
}
