package io.weathervane.training;

/**
 * How far the probabilities of the labels that are given are from how often these are right, by bins of equal width (Naeini
 * et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015). Not thread-safe.
 */
public final class Reliability {

    /** How many bins there are between the probabilities 0 and 1. */
    public static final int BINS = 15;

    private final int[] texts = new int[BINS];
    private final int[] right = new int[BINS];
    private final double[] probabilities = new double[BINS];

    /** Counts a text by the probability of the label that it is given. */
    public void count(double probability, boolean isRight) {
        count(probability, isRight, 1);
    }

    /** Counts a text several times, or 0 times. */
    void count(double probability, boolean isRight, int times) {
        int bin = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
        texts[bin] += times;
        right[bin] += isRight ? times : 0;
        probabilities[bin] += times * probability;
    }

    /** How many texts are in the bin. */
    public int texts(int bin) {
        return texts[bin];
    }

    /** The mean probability in a bin with texts. */
    public double confidence(int bin) {
        return probabilities[bin] / texts[bin];
    }

    /** How large a part of a bin with texts is right. */
    public double accuracy(int bin) {
        return right[bin] / (double) texts[bin];
    }

    /** The mean over the texts of how far confidence and accuracy of their bins are apart; 0 is best. */
    public double expectedCalibrationError() {
        double error = 0;
        int all = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(probabilities[bin] - right[bin]);
            all += texts[bin];
        }
        return error / Math.max(1, all);
    }
}
