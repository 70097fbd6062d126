package io.weathervane.training;

import java.util.Arrays;

/**
 * A weight for each feature and label, {@code values[feature * columns + column]}, and after them one for each input that
 * comes from the {@link Background}; of two labels the second has none, and so always scores 0.
 */
record LinearWeights(float[] values, int columns, int features) {

    static int columns(int labels) {
        return labels == 2 ? 1 : labels;
    }

    /** The scores of a row of the set, into the array. */
    void score(FeatureRows rows, int row, float[] inputs, double[] scores) {
        Arrays.fill(scores, 0);
        int[] numbers = rows.columns();
        for (int i = rows.start(row); i < rows.end(row); i++) {
            add(numbers[i] * columns, 1, scores);
        }
        for (int i = 0; i < inputs.length; i++) {
            add((features + i) * columns, inputs[i], scores);
        }
    }

    private void add(int from, float factor, double[] scores) {
        for (int column = 0; column < columns; column++) {
            scores[column] += factor * values[from + column];
        }
    }
}
