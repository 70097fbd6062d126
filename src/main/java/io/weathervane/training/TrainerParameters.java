package io.weathervane.training;

/**
 * Parameters of the {@link NbMaxentTrainer}.
 *
 * @param cutoff features in fewer texts than this are dropped; 1 or more
 * @param strength how far the weights may go from nothing: the variance of their prior; above 0, typically 0.01 to 0.1
 * @param smoothing added to the counts behind the Naive Bayes ratios; above 0, typically 1
 * @param vectors dimensions of word vectors, by which words that are used alike get weights alike; 0: none
 * @param transfer how far the weights of word vectors and of other tasks may go from nothing; above 0
 * @param iterations of the optimizer at most
 * @param folds parts of cross-validation, 2 or more; 0: none, and so no calibration
 * @param seed of what is random: which text belongs to which fold
 */
public record TrainerParameters(
        int cutoff,
        double strength,
        double smoothing,
        int vectors,
        double transfer,
        int iterations,
        int folds,
        long seed) {

    public static final TrainerParameters DEFAULT = new TrainerParameters(2, 0.05, 1, 0, 0.01, 100, 5, 1);
}
