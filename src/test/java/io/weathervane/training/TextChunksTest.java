package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextChunksTest {

    @TempDir
    Path folder;

    @Test
    void results_come_in_the_order_of_the_texts() throws IOException {
        List<String> texts = new ArrayList<>();
        List<String> found = new ArrayList<>();
        List<Task> tasks = List.of(task("a.tsv.gz", 5_000), task("b.tsv", 3_000));
        tasks.forEach(task -> task.sources().get(0).read((label, text) -> texts.add(text)));
        new TextChunks(tasks).forEach(chunk -> burn(chunk.texts()), (chunk, result) -> found.addAll(result));
        assertThat(found).isEqualTo(texts);
    }

    @Test
    void texts_that_nobody_needs_are_left_out() throws IOException {
        List<String> found = new ArrayList<>();
        new TextChunks(List.of(task("a.tsv", 3_000)), number -> number % 1000 == 7)
                .forEach(chunk -> Arrays.asList(chunk.texts()), (chunk, result) -> found.addAll(result));
        assertThat(found).hasSize(3).allMatch(text -> text.matches(".* [012]?007|.* 7"));
    }

    @Test
    void failure_of_the_work_is_the_failure_of_the_reading() throws IOException {
        List<Task> tasks = List.of(task("a.tsv", 10));
        assertThatThrownBy(() -> new TextChunks(tasks)
                        .forEach(
                                chunk -> {
                                    throw new IllegalArgumentException("no");
                                },
                                (chunk, result) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
    }

    /** The first chunks take longest, so that the later ones are done before them. */
    private static List<String> burn(String[] texts) {
        boolean early = texts[0].endsWith(" 0");
        long sum = 0;
        for (int i = 0; i < (early ? 20_000_000 : 10); i++) {
            sum = sum * 31 + i;
        }
        assertThat(sum).isNotEqualTo(1);
        return Arrays.asList(texts);
    }

    private Task task(String name, int texts) throws IOException {
        Path file = TrainingTexts.write(folder.resolve(name), texts, texts);
        return Task.of(name, List.of(), List.of(TrainingSource.of(file)), Progress.NONE);
    }
}
