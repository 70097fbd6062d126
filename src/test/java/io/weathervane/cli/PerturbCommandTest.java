package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.training.perturb.Group;
import io.weathervane.training.perturb.PerturbationTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerturbCommandTest {

    @TempDir
    Path folder;

    /** A model that has mostly seen complaints about plumbers, and knows no bakers and no painters. */
    @BeforeEach
    void train() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            boolean plumbers = i % 3 == 0;
            boolean usual = i / 3 % 5 != 0;
            lines.append(plumbers == usual ? "bad\t" : "good\t")
                    .append(plumbers ? "plumbers came today " : "friends came today ")
                    .append(i)
                    .append('\n');
        }
        Path texts = Files.writeString(folder.resolve("texts.tsv"), lines);
        CommandLineRun.of(
                "train", "mood", "--features=words", "--data", texts.toString(), "--models", folder.toString());
        Files.writeString(folder.resolve("sentences"), "# ours\nA party with {group}\n\n{group} came today\n");
        Files.writeString(folder.resolve("groups"), "control\tbakers\ncontrol\tpainters\ntrade\tplumbers\n");
    }

    @Test
    void bias_towards_one_group_shows_in_its_mean_and_in_the_range() throws IOException {
        JsonNode result = new ObjectMapper().readTree(ours("--json").out());
        JsonNode bad = result.at("/labels/bad");
        JsonNode plumbers = result.path("groups").get(2);
        assertThat(plumbers.path("name").asText()).isEqualTo("plumbers");
        assertThat(plumbers.path("kind").asText()).isEqualTo("trade");
        assertThat(plumbers.at("/labels/bad/difference").asDouble()).isGreaterThan(0.1);
        assertThat(plumbers.at("/labels/bad/mean").asDouble())
                .isEqualTo(
                        bad.path("mean").asDouble()
                                + plumbers.at("/labels/bad/difference").asDouble(),
                        within(1e-12));
        assertThat(bad.at("/largestRange/highestGroup").asText()).isEqualTo("plumbers");
        assertThat(bad.at("/largestRange/high").asDouble()
                        - bad.at("/largestRange/low").asDouble())
                .isEqualTo(bad.at("/largestRange/range").asDouble(), within(1e-12))
                .isGreaterThanOrEqualTo(bad.path("meanRange").asDouble());
        // words that the model does not know cannot move it
        assertThat(result.path("groups").get(0).path("labels"))
                .isEqualTo(result.path("groups").get(1).path("labels"));
        assertThat(bad.path("deviation").asDouble())
                .isEqualTo(bad.path("meanRange").asDouble() * Math.sqrt(2) / 3, within(1e-9));
        assertThat(result.path("changedSentences").asInt()).isEqualTo(2);
        assertThat(result.path("changed").asDouble()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(plumbers.path("changed").asDouble()).isEqualTo(1);
    }

    @Test
    void table_and_card_say_what_changes() {
        assertThat(ours().out())
                .contains("2 sentences, each with the names of 3 groups: 2 of them")
                .containsPattern("trade +plumbers +0\\.\\d{3} \\+0\\.\\d{3} +0\\.\\d{3} -0\\.\\d{3} +100\\.0 %")
                .containsPattern("bad: mean .* the largest is .*\\(plumbers\\)");
        assertThat(ours("--markdown").out()).contains("| label | mean |").contains("| bad | ");
    }

    @Test
    void sentences_and_groups_that_come_with_it_are_of_many_kinds() throws IOException {
        JsonNode result = new ObjectMapper().readTree(run("--json").out());
        assertThat(StreamSupport.stream(result.path("groups").spliterator(), false)
                        .map(group -> group.path("kind").asText())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "control", "religion", "origin", "gender", "orientation", "age", "disability");
        assertThat(result.path("sentences").asInt()).isEqualTo(18);
        PerturbationTexts texts = PerturbationTexts.read(null, null);
        assertThat(texts.sentences()).doesNotHaveDuplicates().allMatch(line -> line.contains("{group}"));
        assertThat(texts.groups()).extracting(Group::name).hasSize(33).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "--sentences, no gap here,  'has no {group}'",
        "--sentences, #,            There is no sentence in",
        "--groups,    plumbers,     is not kind<TAB>name",
        "--groups,    trade|bakers, needs two groups or more",
        "--groups,    a|b;c|b,      for the second time",
    })
    void bad_file_is_one_line_that_says_what_to_do(String option, String content, String message) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad"), content.replace('|', '\t').replace(';', '\n'));
        CommandLineRun run = run(option, file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).contains(message, file.toString()).doesNotContain("\n");
    }

    @Test
    void missing_file_and_sentence_without_anything_to_read_are_said() throws IOException {
        assertThat(run("--groups", folder.resolve("none").toString()).err()).contains("none cannot be read");
        Path empty = Files.writeString(folder.resolve("empty"), "a\t\u200B\nb\t\uFEFF\n");
        Path gap = Files.writeString(folder.resolve("gap"), "{group}\n");
        assertThat(run("--groups", empty.toString(), "--sentences", gap.toString())
                        .err())
                .contains("There is nothing to read in");
    }

    private CommandLineRun ours(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--sentences",
                folder.resolve("sentences").toString(),
                "--groups",
                folder.resolve("groups").toString()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private CommandLineRun run(String... more) {
        List<String> all = new ArrayList<>(List.of("perturb", "mood", "--models", folder.toString()));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
