package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TruncatedSvdTest {

    @Test
    void vectors_rebuild_a_matrix_of_low_rank() {
        int size = 30;
        int[][] columns = new int[size][size];
        float[][] values = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                columns[i][j] = j;
                values[i][j] = (float) (Math.cos(i) * Math.cos(j) * 3 + (i % 2) * (j % 2));
            }
        }
        float[][] vectors = new TruncatedSvd(columns, values).vectors(2, 1);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double product = vectors[i][0] * vectors[j][0] + vectors[i][1] * vectors[j][1];
                assertThat(product).isEqualTo(values[i][j], within(1e-4));
            }
        }
    }

    @Test
    void more_dimensions_than_rows_are_cut() {
        assertThat(new TruncatedSvd(new int[][] {{0}}, new float[][] {{4}}).vectors(10, 1)[0])
                .hasSize(1);
        assertThat(new TruncatedSvd(new int[0][], new float[0][]).vectors(10, 1))
                .isEmpty();
    }
}
