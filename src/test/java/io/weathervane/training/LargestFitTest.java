package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargestFitTest {

    private final List<Integer> written = new ArrayList<>();

    @Test
    void everything_is_written_once_if_it_fits() {
        assertThat(find(10_000, 100, 3, 0)).isEqualTo(300);
        assertThat(written).containsExactly(100);
    }

    @Test
    void what_is_too_much_is_cut_to_nearly_the_limit_in_few_writings() {
        assertThat(find(1_000_000, 5_000_000, 7, 500)).isBetween(970_000, 1_000_000);
        assertThat(written).hasSizeLessThan(5);
    }

    @Test
    void limit_that_little_more_than_the_frame_fits_into_is_kept() {
        assertThat(find(2_500, 1_000, 10, 2_000)).isBetween(2_400, 2_500);
    }

    private int find(int limit, int all, int each, int frame) {
        return new LargestFit(limit, 6)
                .find(all, count -> {
                    written.add(count);
                    return new byte[frame + each * count];
                })
                .length;
    }
}
