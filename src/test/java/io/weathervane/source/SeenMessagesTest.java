package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenMessagesTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("cursors").resolve("seen.txt");
    }

    @Test
    void what_was_added_is_there_after_a_restart() {
        open(10).addAll(List.of("1", "ä"));

        assertThat(open(10).contains("1")).isTrue();
        assertThat(open(10).contains("ä")).isTrue();
        assertThat(open(10).contains("2")).isFalse();
    }

    @Test
    void oldest_are_forgotten_and_the_file_stays_bounded() throws IOException {
        SeenMessages seen = open(3);
        for (int i = 1; i <= 100; i++) {
            seen.addAll(List.of("id" + i));
            assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(6);
        }

        assertThat(IntStream.rangeClosed(1, 100).filter(i -> seen.contains("id" + i)))
                .containsExactly(98, 99, 100);
        assertThat(IntStream.rangeClosed(1, 100).filter(i -> open(3).contains("id" + i)))
                .containsExactly(98, 99, 100);
    }

    @Test
    void page_costs_one_append_and_what_is_known_costs_none() throws IOException {
        SeenMessages seen = open(1_000);
        List<String> page = IntStream.range(0, 100).mapToObj(Integer::toString).toList();

        seen.addAll(page);
        long size = Files.size(file);
        seen.addAll(page);

        assertThat(Files.readAllLines(file)).isEqualTo(page);
        assertThat(Files.size(file)).isEqualTo(size);
    }

    @Test
    void half_a_line_of_a_process_that_died_is_not_glued_to_the_next_one() throws IOException {
        open(10).addAll(List.of("1"));
        Files.writeString(file, "123", StandardOpenOption.APPEND);

        open(10).addAll(List.of("4"));

        assertThat(open(10).contains("1")).isTrue();
        assertThat(open(10).contains("123")).isFalse();
        assertThat(open(10).contains("4")).isTrue();
    }

    @Test
    void strange_key_does_not_make_others_look_seen() {
        open(10).addAll(List.of("1\n2\r3"));

        assertThat(open(10).contains("2")).isFalse();
        assertThat(open(10).contains("1\n2\r3")).isTrue();
    }

    @Test
    void it_is_an_idempotent_repository() {
        SeenMessages seen = open(10);

        assertThat(seen.add("1")).isTrue();
        assertThat(seen.add("1")).isFalse();
        assertThat(seen.confirm("1")).isTrue();
        assertThat(seen.remove("1")).isTrue();
        assertThat(open(10).contains("1")).isFalse();
        seen.add("2");
        seen.clear();
        assertThat(open(10).contains("2")).isFalse();
    }

    private SeenMessages open(int capacity) {
        return new SeenMessages(file, capacity);
    }
}
