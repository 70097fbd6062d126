package io.weathervane.training;

import java.util.Arrays;

/**
 * A weight for each feature and label, {@code values[feature * columns + column]}; of two labels the second has none, and so
 * always scores 0.
 */
record LinearWeights(float[] values, int columns, int labels) {

    static int columns(int labels) {
        return labels == 2 ? 1 : labels;
    }

    /** The scores of a row of the set, into the array. */
    void score(FeatureRows rows, int row, double[] scores) {
        Arrays.fill(scores, 0);
        int[] features = rows.columns();
        for (int i = rows.start(row); i < rows.end(row); i++) {
            int at = features[i] * columns;
            for (int column = 0; column < columns; column++) {
                scores[column] += values[at + column];
            }
        }
    }
}
