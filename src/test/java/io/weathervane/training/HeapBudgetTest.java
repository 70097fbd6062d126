package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {

    private static final long GIB = 1L << 30;

    @Test
    void tweets_of_the_benchmark_fit_into_two_gibibytes() {
        HeapBudget budget = new HeapBudget(2 * GIB, 1_600_000, 1);
        assertThatCode(() -> budget.checkTexts(20_480, 20_480 * 42L)).doesNotThrowAnyException();
    }

    @Test
    void too_many_texts_are_told_after_the_first_of_them_with_how_many_fit() {
        HeapBudget budget = new HeapBudget(GIB, 10_000_000, 1);
        assertThatCode(() -> budget.checkTexts(1_024, 1_024 * 42L)).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.checkTexts(20_480, 20_480 * 42L))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("10,000,000 texts do not fit", "1,024 MB", "1,957,977", "-Xmx4", "cluster");
    }

    @Test
    void too_many_weights_are_told_before_they_are_learned() {
        HeapBudget budget = new HeapBudget(GIB, 1_000, 20);
        assertThatThrownBy(() -> budget.checkFeatures(1_000_000, List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("1,000,000 features", "trainer.cutoff");
    }
}
