package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values computed by hand. */
class ReliabilityTest {

    @Test
    void error_is_the_mean_distance_between_confidence_and_accuracy_of_the_bins() {
        Reliability reliability = new Reliability();
        // bin 13 of 15: mean probability 0.91, one of two right
        reliability.count(0.90, true);
        reliability.count(0.92, false);
        // bin 9: probability 0.62, right
        reliability.count(0.62, true);
        assertThat(reliability.texts(13)).isEqualTo(2);
        assertThat(reliability.confidence(13)).isEqualTo(0.91, within(1e-12));
        assertThat(reliability.accuracy(13)).isEqualTo(0.5, within(1e-12));
        assertThat(reliability.expectedCalibrationError()).isEqualTo((2 * 0.41 + 0.38) / 3, within(1e-12));
    }

    @Test
    void certainty_belongs_to_the_last_bin() {
        Reliability reliability = new Reliability();
        reliability.count(1, true);
        assertThat(reliability.texts(Reliability.BINS - 1)).isEqualTo(1);
        assertThat(reliability.expectedCalibrationError()).isZero();
    }
}
