package io.weathervane.training.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.training.TrainingSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {

    @TempDir
    Path folder;

    @Test
    void each_text_is_measured_once_and_its_copies_are_never_learned_from() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(i % 4 == 0 ? "rare" : "common")
                    .append("\ttext number ")
                    .append(i % 40)
                    .append('\n');
        }
        Corpus corpus = corpus(lines.toString());
        List<Split> splits = Split.of(corpus, 5, 1);
        Set<Integer> measured = new HashSet<>();
        for (Split split : splits) {
            Set<String> learned = texts(corpus, split.train());
            for (int text : split.test()) {
                assertThat(measured.add(text)).isTrue();
                assertThat(learned).doesNotContain(corpus.text(text));
            }
            assertThat(split.train().length + split.test().length).isEqualTo(60);
        }
        assertThat(measured).hasSize(60);
    }

    @Test
    void sample_has_each_label_in_the_same_part_and_enough_of_a_rare_one() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            lines.append(i < 10 ? "rarest" : i < 300 ? "rare" : "common")
                    .append("\ttext number ")
                    .append(i)
                    .append('\n');
        }
        Corpus corpus = corpus(lines.toString());
        Corpus sample = corpus.sample(200, 1);
        assertThat(sample.toLearnFrom()).isEqualTo(sample.size()).isBetween(200, 210);
        assertThat(sample.counts().get("rarest")).isEqualTo(10);
        assertThat(sample.counts().get("rare")).isBetween(56, 60);
        assertThat(corpus.sample(200, 1).text(100)).isEqualTo(sample.text(100));
        assertThat(corpus.sample(200, 2).text(100)).isNotEqualTo(sample.text(100));
        assertThat(corpus.sample(1000, 1)).isSameAs(corpus);
    }

    @Test
    void sample_leaves_what_is_measured_on_whole() throws IOException {
        Path data =
                Files.writeString(folder.resolve("data"), "a\tone two\nb\tthree four\n".repeat(100) + "a\tx\nb\ty\n");
        Path validation = Files.writeString(folder.resolve("val"), "a\tfive\nb\tsix\na\tseven\n".repeat(50));
        Corpus sample = Corpus.read(List.of(TrainingSource.of(data)), List.of(TrainingSource.of(validation)))
                .sample(101, 1);
        assertThat(sample.toLearnFrom()).isEqualTo(101);
        assertThat(sample.size()).isEqualTo(101 + 150);
        assertThat(sample.text(101)).isEqualTo("five");
    }

    @Test
    void folds_and_beginnings_have_each_label_in_the_same_part() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(i < 40 ? "rare" : "common")
                    .append("\ttext number ")
                    .append(i)
                    .append('\n');
        }
        Corpus corpus = corpus(lines.toString());
        for (Split split : Split.of(corpus, 5, 1)) {
            assertThat(rare(corpus, split.test())).isEqualTo(8);
            int[] part = split.part(0.25).train();
            assertThat(part).hasSize(40);
            assertThat(rare(corpus, part)).isBetween(7L, 9L);
        }
    }

    @Test
    void seed_decides() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lines.append(i % 2 == 0 ? "a" : "b").append("\ttext ").append(i).append('\n');
        }
        Corpus corpus = corpus(lines.toString());
        assertThat(Split.of(corpus, 5, 1).get(0).train())
                .isEqualTo(Split.of(corpus, 5, 1).get(0).train())
                .isNotEqualTo(Split.of(corpus, 5, 2).get(0).train());
    }

    private Corpus corpus(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("data.tsv"), lines);
        return Corpus.read(List.of(TrainingSource.of(file)), List.of());
    }

    private static Set<String> texts(Corpus corpus, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(corpus::text).collect(Collectors.toSet());
    }

    private static long rare(Corpus corpus, int[] numbers) {
        return Arrays.stream(numbers)
                .filter(text -> corpus.label(text).equals("rare"))
                .count();
    }
}
