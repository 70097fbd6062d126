package io.weathervane.training;

import java.util.Arrays;

/** The features of many texts as numbers: row {@code i} is {@code columns[starts[i]] … columns[starts[i + 1] - 1]}. */
final class FeatureRows {

    private int[] starts = new int[1024];
    private int[] columns = new int[65_536];
    private int rows;

    int size() {
        return rows;
    }

    int start(int row) {
        return starts[row];
    }

    int end(int row) {
        return starts[row + 1];
    }

    int[] columns() {
        return columns;
    }

    /** Makes room for this many features in all. */
    void expect(long features) {
        if (features > columns.length) {
            columns = Arrays.copyOf(columns, (int) Math.min(Integer.MAX_VALUE - 8, features));
        }
    }

    void put(int column) {
        int end = starts[rows + 1];
        if (end == columns.length) {
            columns = Arrays.copyOf(columns, columns.length + (columns.length >> 1));
        }
        columns[end] = column;
        starts[rows + 1] = end + 1;
    }

    void endRow() {
        rows++;
        if (rows + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[rows + 1] = starts[rows];
    }

    /** Adds how many rows have each column. */
    void addFrequencies(int[] frequencies) {
        for (int i = 0; i < starts[rows]; i++) {
            frequencies[columns[i]]++;
        }
    }

    FeatureRows copy() {
        FeatureRows copy = new FeatureRows();
        copy.starts = Arrays.copyOf(starts, rows + 2);
        copy.columns = Arrays.copyOf(columns, starts[rows]);
        copy.rows = rows;
        return copy;
    }

    /** Renumbers the columns in place and drops those of a negative number. */
    void renumber(int[] renumbering) {
        int to = 0;
        int from = 0;
        for (int row = 0; row < rows; row++) {
            int end = starts[row + 1];
            for (; from < end; from++) {
                int column = renumbering[columns[from]];
                if (column >= 0) {
                    columns[to++] = column;
                }
            }
            starts[row + 1] = to;
        }
        starts[rows + 1] = to;
    }
}
