package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImportProgressTest {

    private static final long MEGABYTE = 1_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    @Test
    void without_a_terminal_a_line_comes_now_and_then_with_speed_and_time_left() {
        try (ImportProgress progress = progress(false)) {
            progress.begin(Path.of("in/a.jsonl"), 0);
            progress.at(0, 0);
            after(9);
            progress.at(40 * MEGABYTE, 90_000);
            after(1);
            progress.at(50 * MEGABYTE, 100_000);
            progress.at(51 * MEGABYTE, 100_001);
        }
        assertThat(said().lines())
                .containsExactly("a.jsonl: 50 of 300 MB (5.0 MB/s), 100,000 messages (10,000/s), 0:50 left");
    }

    @Test
    void what_earlier_runs_have_imported_does_not_make_this_one_faster() {
        try (ImportProgress progress = progress(false)) {
            progress.begin(Path.of("a.jsonl"), 70_000);
            progress.at(100 * MEGABYTE, 70_000);
            after(10);
            progress.at(110 * MEGABYTE, 80_000);
            progress.end(200 * MEGABYTE);
            progress.begin(Path.of("b.jsonl"), 0);
            after(10);
            progress.at(10 * MEGABYTE, 1_000);
            assertThat(progress.messages()).isEqualTo(11_000);
        }
        assertThat(said().lines())
                .containsExactly(
                        "a.jsonl: 110 of 300 MB (1.0 MB/s), 10,000 messages (1,000/s), 3:10 left",
                        "b.jsonl: 210 of 300 MB (5.5 MB/s), 11,000 messages (550/s), 0:16 left");
    }

    @Test
    void on_a_terminal_there_is_a_bar() {
        try (ImportProgress progress = progress(true)) {
            progress.begin(Path.of("a.jsonl"), 0);
            progress.at(30 * MEGABYTE, 1_234);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("a.jsonl", "10%", "30/300 MB", "1,234 messages");
    }

    @Test
    void silence_of_kafka_is_told_once_until_it_answers() {
        try (ImportProgress progress = progress(false)) {
            progress.begin(Path.of("a.jsonl"), 0);
            for (int second = 1; second < 20; second++) {
                progress.waiting(Duration.ofSeconds(second));
            }
            progress.at(0, 0);
            progress.waiting(Duration.ofSeconds(6));
        }
        assertThat(said().lines())
                .containsExactly(
                        "Kafka at host:9092 has not answered for 5 s, trying on",
                        "Kafka at host:9092 has not answered for 6 s, trying on");
    }

    private ImportProgress progress(boolean terminal) {
        return new ImportProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, now::get, "host:9092", 300 * MEGABYTE);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void after(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
