package io.weathervane.training.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values computed by hand. */
class ThresholdCurveTest {

    @Test
    void area_is_how_many_pairs_are_in_the_right_order() {
        // of 2 x 2 pairs of a positive and a negative text, 3 are in the right order
        ThresholdCurve curve =
                ThresholdCurve.of(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
        assertThat(curve.area()).isEqualTo(0.75, within(1e-12));
    }

    @Test
    void average_precision_weighs_precision_by_recall_gained() {
        // found in the order + - + -: precision 1 at recall 1/2, precision 2/3 at recall 1
        ThresholdCurve curve =
                ThresholdCurve.of(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
        assertThat(curve.averagePrecision()).isEqualTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void texts_of_the_same_score_are_found_together() {
        ThresholdCurve curve =
                ThresholdCurve.of(new double[] {0.5, 0.5, 0.5, 0.5}, new boolean[] {true, false, false, false});
        assertThat(curve.points()).isEqualTo(2);
        assertThat(curve.area()).isEqualTo(0.5, within(1e-12));
        assertThat(curve.averagePrecision()).isEqualTo(0.25, within(1e-12));
        assertThat(curve.prevalence()).isEqualTo(0.25, within(1e-12));
    }

    @Test
    void perfect_and_reversed_order_are_the_extremes() {
        boolean[] positive = {true, true, false};
        assertThat(ThresholdCurve.of(new double[] {3, 2, 1}, positive).area()).isEqualTo(1);
        assertThat(ThresholdCurve.of(new double[] {3, 2, 1}, positive).averagePrecision())
                .isEqualTo(1);
        assertThat(ThresholdCurve.of(new double[] {1, 2, 3}, positive).area()).isZero();
    }
}
