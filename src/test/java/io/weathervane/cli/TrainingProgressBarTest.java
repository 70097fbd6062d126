package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    @Test
    void without_a_terminal_a_line_comes_now_and_then_with_the_time_left() {
        try (TrainingProgressBar progress = progress(false)) {
            progress.at("reading", 50, 300);
            after(9);
            progress.at("reading", 90, 300);
            after(1);
            progress.at("reading", 100, 300);
            progress.at("reading", 101, 300);
            after(80);
            progress.at("writing", 0, 0);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("reading: 100 of 300, 0:40 left at most", "writing");
    }

    @Test
    void on_a_terminal_there_is_a_bar() {
        try (TrainingProgressBar progress = progress(true)) {
            progress.at("reading", 1, 300);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("reading").contains("300");
    }

    private TrainingProgressBar progress(boolean terminal) {
        return new TrainingProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, now::get);
    }

    private void after(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
