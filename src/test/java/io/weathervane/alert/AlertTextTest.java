package io.weathervane.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertTextTest {

    @Test
    void line_ends_escapes_and_what_turns_the_direction_become_blanks() {
        assertThat(AlertText.line(" one\r\nBcc: two\u001b[31m\u2028three \u202Efour\u0000 "))
                .isEqualTo("one Bcc: two [31m three  four");
    }

    @Test
    void control_characters_beyond_ascii_become_blanks_as_well() {
        // some terminals take the one for the beginning of an escape sequence, and the other is a line end
        assertThat(AlertText.line("one\u009b31mtwo\u0085three")).isEqualTo("one 31mtwo three");
    }

    @Test
    void long_text_is_cut_between_characters() {
        String line = AlertText.line("😀".repeat(301));

        assertThat(line).isEqualTo("😀".repeat(300) + "…");
    }
}
