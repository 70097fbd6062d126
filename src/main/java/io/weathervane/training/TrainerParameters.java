package io.weathervane.training;

/**
 * Parameters of {@link NbMaxent}.
 *
 * @param cutoff features that occur less often than this are dropped; 1 or more, or {@link #AUTOMATIC_CUTOFF}
 * @param strength how far the weights may go from nothing: the variance of their prior; above 0, typically 0.01 to 0.1
 * @param smoothing added to the counts behind the Naive Bayes ratios; above 0, typically 1
 * @param vectors dimensions of word vectors, by which words that are used alike get weights alike; 0: none
 * @param transfer how far the weights of word vectors and of other tasks may go from nothing; above 0
 * @param iterations of the optimizer at most
 * @param folds parts of cross-validation, 2 or more; 1: no cross-validation, one text in {@value #HELD_OUT} is held out
 *     instead; 0: neither, and so no calibration; or {@link #AUTOMATIC_FOLDS}
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

    /** 2, and 5 for more than 300,000 texts. */
    public static final int AUTOMATIC_CUTOFF = 0;

    /** 5, and 1 for more than 300,000 texts. */
    public static final int AUTOMATIC_FOLDS = -1;

    /** Of how many texts one is held out if there is no cross-validation. */
    public static final int HELD_OUT = 40;

    public static final TrainerParameters DEFAULT =
            new TrainerParameters(AUTOMATIC_CUTOFF, 0.05, 1, 0, 0.01, 100, AUTOMATIC_FOLDS, 1);

    /** Above this many texts training saves time and memory where it costs next to nothing. */
    static final long MANY = 300_000;

    static final int USUAL_CUTOFF = 2;
    private static final int CUTOFF_OF_MANY = 5;
    private static final int USUAL_FOLDS = 5;

    /** These parameters, with numbers instead of what is automatic. */
    TrainerParameters forTexts(long texts, long many) {
        int number = cutoff == AUTOMATIC_CUTOFF ? (texts > many ? CUTOFF_OF_MANY : USUAL_CUTOFF) : cutoff;
        int parts = folds == AUTOMATIC_FOLDS ? (texts > many ? 1 : USUAL_FOLDS) : folds;
        return new TrainerParameters(number, strength, smoothing, vectors, transfer, iterations, parts, seed);
    }

    /** These parameters for a number of texts at which nothing need be saved. */
    public TrainerParameters usual() {
        return forTexts(0, MANY);
    }

    /** Into how many parts the texts are divided. */
    int parts() {
        return folds == 1 ? HELD_OUT : Math.max(1, folds);
    }
}
