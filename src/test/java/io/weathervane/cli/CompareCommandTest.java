package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.training.compare.ComparedTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void write_data() throws IOException {
        data = ComparedTexts.write(folder.resolve("data.tsv"), 80);
    }

    @Test
    void defaults_compare_all_trainers_and_print_a_table() {
        CommandLineRun run = CommandLineRun.of("compare", "--data", data.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("30 candidates measured by cross-validation on 80 texts (5 folds)")
                .contains("macro-f1 (95 % interval)")
                .contains("best")
                .contains("gis", "qn", "naive-bayes", "perceptron", "nb-maxent")
                .contains("words+word-pairs+characters+style");
    }

    @Test
    void json_and_report_are_written_and_repeatable() throws IOException {
        Path report = folder.resolve("report.html");
        String[] args = {
            "--trainers",
            "gis,nb-maxent",
            "--features",
            "words,words+word-pairs",
            "--cutoffs",
            "1",
            "--folds",
            "4",
            "--metric",
            "accuracy",
            "--report",
            report.toString(),
            "--json"
        };
        JsonNode first = figures(run(args).out());
        JsonNode again = figures(run(args).out());
        assertThat(again).isEqualTo(first);
        assertThat(first.path("metric").asText()).isEqualTo("accuracy");
        assertThat(first.path("folds").asInt()).isEqualTo(4);
        assertThat(first.path("ranking")).hasSize(4);
        JsonNode best = first.path("ranking").get(0);
        assertThat(best.path("features").asText()).isEqualTo("words+word-pairs");
        assertThat(best.path("value").asDouble())
                .isEqualTo(best.path("accuracy").asDouble());
        assertThat(Files.readString(report)).contains("Comparison of recipes");
    }

    @Test
    void csv_is_compared_on_and_what_a_sample_leaves_out_is_said() throws IOException {
        StringBuilder lines = new StringBuilder("text;class\n");
        for (String line : Files.readAllLines(ComparedTexts.write(folder.resolve("many.tsv"), 300))) {
            String[] parts = line.split("\t");
            lines.append('"').append(parts[1]).append("\";").append(parts[0]).append('\n');
        }
        data = Files.writeString(folder.resolve("data.csv"), lines);
        String[] args = {
            "--label-column=class",
            "--delimiter=;",
            "--label-names=better=good",
            "--trainers=nb-maxent",
            "--features=words+word-pairs",
            "--cutoffs=1",
            "--sample=200",
            "--json"
        };
        JsonNode result = figures(run(args).out());
        assertThat(result.path("texts").asInt()).isEqualTo(200);
        assertThat(result.path("notes").get(0).asText()).contains("Of 300 texts to learn from 200", "--sample 0 all");
        JsonNode best = result.path("ranking").get(0);
        assertThat(best.at("/labels/good/support").asInt()).isEqualTo(100);
        assertThat(best.at("/confusion/good/good").asInt()).isGreaterThan(90);
        args[6] = "--sample=0";
        JsonNode all = figures(run(args).out());
        assertThat(all.path("texts").asInt()).isEqualTo(300);
        assertThat(all.path("notes")).isEmpty();
    }

    @Test
    void recipe_of_a_model_gives_data_and_features_and_says_what_is_not_used() throws IOException {
        Files.createDirectories(folder.resolve("weather"));
        Files.writeString(folder.resolve("weather/training.properties"), """
                data.all = data.tsv
                data.other = data.tsv
                data.other.weight = 0.5
                teacher.old = data.tsv
                features = words word-pairs
                trainer.cutoff = 1
                trainer.folds = 3
                trainer.vectors = 10
                objective = macro-recall
                """);
        CommandLineRun run = CommandLineRun.of(
                "compare",
                "weather",
                "--trainers",
                "nb-maxent",
                "--models",
                folder.toString(),
                "--data-root",
                folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("1 candidates measured by cross-validation on 80 texts (3 folds), ranked by macro-recall")
                .contains("Not used of the recipe: data.other (its texts count differently)")
                .contains("Not used of the recipe: teacher.old")
                .contains("Not used of the recipe: trainer.vectors")
                .contains("words+word-pairs");
    }

    @Test
    void candidates_that_all_fail_end_with_1_and_their_reasons() {
        CommandLineRun run = run("--trainers", "gis", "--features", "words", "--cutoffs", "10000");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Failed: gis, words, cutoff 10000: ");
    }

    @ParameterizedTest
    @CsvSource({
        "--trainers,  svm,        The trainer 'svm' is none of [gis",
        "--features,  words+tune, The features 'tune' are none of [characters",
        "--features,  words+,     The features '' are none of [characters",
        "--cutoffs,   0,          --cutoffs 0 must be from 1",
        "--folds,     1,          --folds 1 must be from 2",
        "--folds,     90,         There are fewer texts than folds",
        "--sample,    20,         --sample 20 must be from 100",
        "--text-column, 2,        add --format csv",
        "--threads,   0,          --threads 0 must be from 1",
        "--metric,    f1,         --metric f1 is unknown",
        "--report,    .,          --report . is a folder",
        "--data,      none.tsv,   there is no such file",
    })
    void bad_option_is_one_line_that_says_what_to_do(String option, String value, String message) {
        CommandLineRun run = run(option, value);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).contains(message).doesNotContain("\n");
    }

    @Test
    void nothing_to_compare_on_is_said() {
        CommandLineRun run = CommandLineRun.of("compare");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("give --data or the name of a model");
    }

    private CommandLineRun run(String... args) {
        List<String> all = new ArrayList<>(List.of("compare", "--data", data.toString()));
        all.addAll(List.of(args));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    /** Without what differs from run to run. */
    private static JsonNode figures(String json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        root.path("ranking").forEach(ranked -> ((com.fasterxml.jackson.databind.node.ObjectNode) ranked)
                .remove(List.of("trainingSeconds", "textsPerSecond")));
        return root;
    }
}
