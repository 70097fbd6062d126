package io.weathervane.training;

/**
 * How telling each feature is by itself: Naive Bayes log-count ratios (Wang and Manning, "Baselines and Bigrams", 2012). A
 * weight's prior is that much wider, so that rare and indifferent features stay small. A text that may have several labels
 * counts for each of them in equal parts.
 */
final class NbScales {

    private NbScales() {}

    /** Scales by feature and label, {@code [feature * columns + column]}, for the first {@code columns} labels. */
    static float[] of(TrainingSet set, int[] selected, int columns, double smoothing) {
        float[] inside = new float[set.features * columns];
        float[] outside = new float[set.features * columns];
        for (int row : selected) {
            long right = set.right[row];
            float share = set.weights[row] / Long.bitCount(right);
            for (int column = 0; column < columns; column++) {
                long label = 1L << column;
                if ((set.among[row] & label) != 0) {
                    boolean possible = (right & label) != 0;
                    if (possible) {
                        count(set, row, column, columns, share, inside);
                    }
                    if (right != label) {
                        count(
                                set,
                                row,
                                column,
                                columns,
                                possible ? set.weights[row] - share : set.weights[row],
                                outside);
                    }
                }
            }
        }
        double[] insideTotal = totals(inside, columns, smoothing);
        double[] outsideTotal = totals(outside, columns, smoothing);
        for (int i = 0; i < inside.length; i++) {
            double ratio = (inside[i] + smoothing) / (outside[i] + smoothing);
            inside[i] = (float) StrictMath.log(ratio * outsideTotal[i % columns] / insideTotal[i % columns]);
        }
        return inside;
    }

    private static void count(TrainingSet set, int row, int column, int columns, float weight, float[] counts) {
        int[] features = set.rows.columns();
        for (int i = set.rows.start(row); i < set.rows.end(row); i++) {
            counts[features[i] * columns + column] += weight;
        }
    }

    private static double[] totals(float[] counts, int columns, double smoothing) {
        double[] totals = new double[columns];
        for (int i = 0; i < counts.length; i++) {
            totals[i % columns] += counts[i] + smoothing;
        }
        return totals;
    }
}
