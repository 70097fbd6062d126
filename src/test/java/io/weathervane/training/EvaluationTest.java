package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weathervane.config.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void figures_of_a_known_confusion() {
        Evaluation evaluation = new Evaluation(List.of("a", "b"), new int[][] {{8, 2}, {4, 6}}, 0, 0);
        assertThat(evaluation.texts()).isEqualTo(20);
        assertThat(evaluation.accuracy()).isEqualTo(0.7, within(1e-12));
        assertThat(evaluation.label(0).precision()).isEqualTo(8 / 12.0, within(1e-12));
        assertThat(evaluation.label(0).recall()).isEqualTo(0.8, within(1e-12));
        assertThat(evaluation.label(1).f1()).isEqualTo(2 * 0.75 * 0.6 / 1.35, within(1e-12));
        assertThat(evaluation.macroRecall()).isEqualTo(0.7, within(1e-12));
        assertThat(evaluation.macroF1()).isEqualTo((8 / 11.0 + 2 / 3.0) / 2, within(1e-12));
        assertThat(evaluation.weightedF1()).isEqualTo(evaluation.macroF1(), within(1e-12));
        assertThat(evaluation.accuracyMargin()).isEqualTo(0.2008, within(1e-4));
    }

    @Test
    void calibration_error_is_the_distance_of_confidence_from_truth() {
        EvaluationCounter counter = new EvaluationCounter(List.of("a", "b"));
        for (int i = 0; i < 10; i++) {
            counter.count(i < 6 ? 0 : 1, new double[] {0.8, 0.2});
        }
        assertThat(counter.evaluation(0).expectedCalibrationError()).isEqualTo(0.2, within(1e-12));
    }

    @Test
    void intervals_hold_the_figures_and_are_the_same_each_time() {
        Evaluation evaluation = outcomes(400).evaluation(0);
        EvaluationIntervals intervals = evaluation.intervals().orElseThrow();
        for (Figure figure : Figure.values()) {
            Interval interval = intervals.figures().get(figure);
            assertThat(figure.of(evaluation)).as(figure.key()).isBetween(interval.low(), interval.high());
            assertThat(interval.high() - interval.low()).as(figure.key()).isBetween(0.02, 0.2);
        }
        assertThat(intervals.figures().get(Figure.ACCURACY).high() - evaluation.accuracy())
                .isEqualTo(evaluation.accuracyMargin(), within(0.01));
        assertThat(evaluation.label(1).recall())
                .isBetween(
                        intervals.labels().get(1).recall().low(),
                        intervals.labels().get(1).recall().high());
        assertThat(outcomes(400).evaluation(0).intervals()).contains(intervals);
        assertThat(width(outcomes(1600))).isEqualTo(width(outcomes(400)) / 2, within(0.01));
    }

    @Test
    void calibration_error_that_is_chance_alone_has_an_interval_from_nought() {
        Outcomes outcomes = new Outcomes(List.of("a", "b"), 300);
        for (int i = 0; i < 300; i++) {
            outcomes.count(i % 10 < 7 ? 0 : 1, new double[] {0.71, 0.29});
        }
        Evaluation evaluation = outcomes.evaluation(0);
        Interval interval = evaluation.intervals().orElseThrow().figures().get(Figure.ECE);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isGreaterThanOrEqualTo(evaluation.expectedCalibrationError());
    }

    private static Outcomes outcomes(int texts) {
        Outcomes outcomes = new Outcomes(List.of("a", "b"), texts);
        for (int i = 0; i < texts; i++) {
            double sure = i % 5 == 0 ? 0.3 : 0.95;
            outcomes.count(i % 4 == 0 ? 1 : 0, new double[] {sure, 1 - sure});
        }
        return outcomes;
    }

    private static double width(Outcomes outcomes) {
        Interval interval =
                outcomes.evaluation(0).intervals().orElseThrow().figures().get(Figure.MACRO_F1);
        return interval.high() - interval.low();
    }

    @Test
    void nothing_to_divide_by_gives_nought() {
        Evaluation evaluation = new Evaluation(List.of("a", "b"), new int[][] {{1, 0}, {0, 0}}, 0, 0);
        assertThat(evaluation.label(1)).isEqualTo(new Evaluation.LabelFigures(0, 0, 0, 0));
    }

    @Test
    void labels_that_meet_add_up_and_others_are_left_out() {
        List<String> labels = List.of("hate", "offensive", "none");
        LabelMapping mapping =
                LabelMapping.of(labels, Map.of("hate", "bad", "offensive", "bad", "none", "good"), List.of());
        assertThat(mapping.names()).containsExactly("bad", "good");
        assertThat(mapping.merge(new double[] {0.3, 0.3, 0.4})).containsExactly(0.6, 0.4);
        LabelMapping only = LabelMapping.of(labels, Map.of(), List.of("hate", "none"));
        assertThat(only.merge(new double[] {0.3, 0.5, 0.2})[0]).isEqualTo(0.6, within(1e-12));
    }

    @Test
    void label_that_one_side_alone_knows_is_named() {
        LabelMapping mapping = LabelMapping.of(List.of("a", "b"), Map.of(), List.of());
        assertThatThrownBy(() -> mapping.counted(texts("a", "b", "c")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'c'");
        assertThatThrownBy(() -> mapping.counted(texts("a")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'b'");
        assertThatThrownBy(() -> LabelMapping.of(List.of("a", "b"), Map.of("x", "a"), List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> LabelMapping.of(List.of("a", "b"), Map.of(), List.of("y")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'y'");
        assertThat(LabelMapping.of(List.of("a", "b", "c"), Map.of(), List.of("a", "b"))
                        .counted(texts("a", "b", "c")))
                .hasSize(2);
    }

    private static List<LabelledText> texts(String... labels) {
        return java.util.Arrays.stream(labels)
                .map(label -> new LabelledText(label, "text"))
                .toList();
    }
}
