package io.weathervane.training.compare;

import io.weathervane.training.Evaluation;
import io.weathervane.training.Reliability;
import java.util.List;

/**
 * What a candidate says of each text that is measured on, by models that have not learned from it.
 *
 * @param labels names of the labels
 * @param texts numbers in the corpus
 * @param right for each text, the place of its right label
 * @param scores for each text, a score from 0 to 1 by label, adding up to 1
 * @param probabilities whether the scores are meant as probabilities
 */
public record Predictions(List<String> labels, int[] texts, int[] right, float[][] scores, boolean probabilities) {

    /** For each text, the place of the label of the highest score. */
    public int[] given() {
        int[] given = new int[scores.length];
        for (int i = 0; i < given.length; i++) {
            for (int label = 1; label < labels.size(); label++) {
                if (scores[i][label] > scores[i][given[i]]) {
                    given[i] = label;
                }
            }
        }
        return given;
    }

    /** For each text, the score of that label. */
    float[] highest() {
        int[] given = given();
        float[] highest = new float[given.length];
        for (int i = 0; i < given.length; i++) {
            highest[i] = scores[i][given[i]];
        }
        return highest;
    }

    public Evaluation evaluation() {
        int[][] confusion = new int[labels.size()][labels.size()];
        int[] given = given();
        for (int i = 0; i < given.length; i++) {
            confusion[right[i]][given[i]]++;
        }
        return new Evaluation(labels, confusion, reliability().expectedCalibrationError(), 0);
    }

    public Reliability reliability() {
        Reliability reliability = new Reliability();
        int[] given = given();
        for (int i = 0; i < given.length; i++) {
            reliability.count(scores[i][given[i]], given[i] == right[i]);
        }
        return reliability;
    }
}
