package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:8080", "LOCALHOST", "[::1]:8080"})
    void names_of_this_machine_are_answered(String host) {
        assertThat(new LoopbackNames("127.0.0.1").allow(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost@evil.example",
                "evil.example:8080",
                "",
                ":",
                " ",
                "[::"
            })
    void other_names_are_not(String host) {
        assertThat(new LoopbackNames("127.0.0.1").allow(host)).isFalse();
        assertThat(new LoopbackNames("localhost").allow(null)).isFalse();
    }

    @Test
    void server_for_others_has_names_that_nobody_knows_here() {
        assertThat(new LoopbackNames("0.0.0.0").allow("weathervane.example")).isTrue();
    }
}
