package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final List<String> LABELS = List.of("no", "yes");

    @Test
    void same_seed_draws_the_same_samples_and_another_one_does_not() {
        int[] right = alternating(100);
        int[] given = wrongAt(right, 20);
        double[][] first = new Bootstrap(LABELS, right, 7).samples(List.of(given), Evaluation::accuracy);
        Bootstrap again = new Bootstrap(LABELS, right, 7);
        assertThat(again.samples(List.of(given), Evaluation::accuracy)).isDeepEqualTo(first);
        assertThat(again.samples(List.of(given), Evaluation::accuracy)).isDeepEqualTo(first);
        assertThat(new Bootstrap(LABELS, right, 8).samples(List.of(given), Evaluation::accuracy)[0])
                .isNotEqualTo(first[0]);
    }

    @Test
    void interval_is_as_wide_as_theory_says() {
        int[] right = alternating(1000);
        double[] samples =
                new Bootstrap(LABELS, right, 1).samples(List.of(wrongAt(right, 200)), Evaluation::accuracy)[0];
        Interval interval = Interval.of(samples);
        double margin = 1.96 * Math.sqrt(0.8 * 0.2 / 1000);
        assertThat(interval.low()).isEqualTo(0.8 - margin, within(0.005));
        assertThat(interval.high()).isEqualTo(0.8 + margin, within(0.005));
    }

    @Test
    void candidates_are_measured_on_the_same_samples() {
        int[] right = alternating(200);
        int[] given = wrongAt(right, 50);
        double[][] samples =
                new Bootstrap(LABELS, right, 1).samples(List.of(given, given.clone()), Evaluation::accuracy);
        assertThat(samples[0]).isEqualTo(samples[1]);
    }

    private static int[] alternating(int texts) {
        int[] right = new int[texts];
        Arrays.setAll(right, i -> i % 2);
        return right;
    }

    private static int[] wrongAt(int[] right, int first) {
        int[] given = right.clone();
        Arrays.setAll(given, i -> i < first ? 1 - right[i] : right[i]);
        return given;
    }
}
