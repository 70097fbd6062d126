package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueriesTest {

    @Test
    void semicolons_separate_queries_but_not_inside_of_double_quotes() {
        assertThat(Queries.split("wind lang:en; \"mist; fog\" OR x ;storm"))
                .containsExactly("wind lang:en", "\"mist; fog\" OR x", "storm");
    }

    @Test
    void empty_and_repeated_queries_are_left_out() {
        assertThat(Queries.split(" ; wind;;wind ")).containsExactly("wind");
        assertThat(Queries.split(" ;")).isEmpty();
    }

    @Test
    void quote_without_an_end_goes_to_the_end() {
        assertThat(Queries.split("a; \"b; c")).containsExactly("a", "\"b; c");
    }
}
