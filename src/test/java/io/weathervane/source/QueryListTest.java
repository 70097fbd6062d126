package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryListTest {

    @Test
    void queries_are_separated_by_semicolons() {
        assertThat(QueryList.of(" wind lang:en ;storm;; wind lang:en ")).containsExactly("wind lang:en", "storm");
        assertThat(QueryList.of("wind")).containsExactly("wind");
        assertThat(QueryList.of(" ; ")).isEmpty();
    }

    @Test
    void semicolon_within_double_quotes_belongs_to_the_query() {
        assertThat(QueryList.of("\"wind; rain\" lang:en;storm")).containsExactly("\"wind; rain\" lang:en", "storm");
    }
}
