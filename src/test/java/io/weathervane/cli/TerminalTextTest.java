package io.weathervane.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void what_steers_a_terminal_or_deceives_its_reader_is_escaped() {
        assertThat(TerminalText.line("\u001b[31mred\u0007\r\n\t\u009b2J\u202Etxt\u2028\u200b\ud800\udbff\udfff"))
                .isEqualTo("\\u001b[31mred\\u0007\\u000d\\u000a\\u0009\\u009b2J\\u202etxt\\u2028\\u200b\\ud800"
                        + "\\udbff\\udfff");
    }

    @Test
    void what_people_write_is_left_alone() {
        assertThat(TerminalText.line("Grüße, 你好, שלום, 👍🏽 \\n")).isEqualTo("Grüße, 你好, שלום, 👍🏽 \\n");
    }

    @Test
    void long_text_is_cut_between_characters() {
        assertThat(TerminalText.line("👍👍👍", 3)).isEqualTo("👍👍👍");
        assertThat(TerminalText.line("👍👍👍👍", 3)).isEqualTo("👍👍…");
    }

    @Test
    void json_is_indented_and_repeated_keys_and_odd_numbers_are_kept() {
        assertThat(ContentView.of("{\"a\":1e999,\"a\":[0.10,\"\u009b\\u001b\"]}".getBytes(UTF_8)))
                .isEqualTo("""
                        {
                          "a" : 1e999,
                          "a" : [ 0.10, "\\u009b\\u001B" ]
                        }""");
    }

    @Test
    void text_that_is_no_json_keeps_its_lines() {
        assertThat(ContentView.of("{\"a\":\nb\u001b".getBytes(UTF_8))).isEqualTo("{\"a\":\nb\\u001b");
    }

    @Test
    void bytes_that_are_no_text_are_dumped() {
        byte[] bytes = "0123456789abcdefXY\u0000".getBytes(UTF_8);
        bytes[0] = (byte) 0xff;
        assertThat(ContentView.of(bytes).lines())
                .containsExactly(
                        "00000000  ff 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  .123456789abcdef",
                        "00000010  58 59 00                                         XY.");
        assertThat(ContentView.of(null)).isEqualTo("(no value)");
        assertThat(ContentView.of(new byte[0])).isEqualTo("(empty)");
    }

    @Test
    void json_too_deep_to_read_is_shown_as_text() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        assertThat(ContentView.of(deep.getBytes(UTF_8))).isEqualTo(deep);
    }
}
