package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainAndEvaluateCommandTest {

    @TempDir
    Path folder;

    private Path texts;

    @BeforeEach
    void write_texts() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("bad\tawful day number ").append(i).append('\n');
            lines.append("worse\tterrible night number ").append(i).append('\n');
            lines.append("good\tlovely morning number ").append(i).append('\n');
        }
        texts = Files.writeString(folder.resolve("texts.tsv"), lines);
    }

    @Test
    void trains_from_files_and_evaluates() throws IOException {
        String report = run(new TrainCommand(), "mood", "--data", texts.toString(), "--models", folder.toString());
        assertThat(report).contains("Cross-validation").contains("180 texts");
        JsonNode figures = new ObjectMapper()
                .readTree(run(
                        new EvaluateCommand(),
                        "mood",
                        "--data",
                        texts.toString(),
                        "--json",
                        "--models",
                        folder.toString()));
        assertThat(figures.path("accuracy").asDouble()).isEqualTo(1);
        assertThat(figures.at("/labels/good/support").asInt()).isEqualTo(60);
        for (String name : new String[] {"macroF1", "weightedF1", "macroRecall", "ece", "textsPerSecond"}) {
            assertThat(figures.path(name).isNumber()).as(name).isTrue();
        }
        for (String name : new String[] {"accuracy", "macroF1", "weightedF1", "macroRecall", "ece", "labels/good/f1"}) {
            JsonNode interval = figures.at("/intervals/" + name);
            assertThat(interval).as(name).hasSize(2);
            assertThat(figures.at("/" + name).asDouble())
                    .as(name)
                    .isBetween(interval.get(0).asDouble(), interval.get(1).asDouble());
        }
    }

    @Test
    void training_and_evaluation_are_written_for_model_cards() throws IOException {
        String[] training = {
            "mood", "--data", texts.toString(), "--val", texts.toString(), "--models", folder.toString()
        };
        JsonNode trained = new ObjectMapper().readTree(run(new TrainCommand(), with(training, "--json")));
        assertThat(trained.path("texts").asInt()).isEqualTo(180);
        assertThat(trained.at("/settings/trainer.folds").asText()).isEqualTo("5");
        assertThat(trained.at("/crossValidation/intervals/macroF1")).hasSize(2);
        assertThat(trained.at("/validation/labels/bad/support").asInt()).isEqualTo(60);
        assertThat(run(new TrainCommand(), with(training, "--markdown")))
                .contains("| measured on | texts | accuracy | macro recall |")
                .contains("| Cross-validation (5 folds) | 180 | 1.0000 (1.0000–1.0000) |")
                .contains("| Validation | 180 |")
                .contains("| label | precision | recall | F1 | texts |");
        String[] evaluation = {"mood", "--data", texts.toString(), "--models", folder.toString(), "--markdown"};
        assertThat(run(new EvaluateCommand(), evaluation)).contains("| texts.tsv | 180 | 1.0000 (1.0000–1.0000) |");
        assertThatThrownBy(() -> run(new EvaluateCommand(), with(evaluation, "--json")))
                .hasMessageContaining("leave one of them out");
    }

    private static String[] with(String[] arguments, String another) {
        String[] more = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = another;
        return more;
    }

    @Test
    void trains_from_the_recipe_of_the_model_and_repeats_it() throws IOException {
        Files.createDirectories(folder.resolve("mood"));
        Files.writeString(folder.resolve("mood/training.properties"), "data = texts.tsv\nfeatures = words\n");
        String[] arguments = {"mood", "--data-root", folder.toString(), "--models", folder.toString()};
        run(new TrainCommand(), arguments);
        byte[] first = Files.readAllBytes(folder.resolve("mood/model.bin"));
        run(new TrainCommand(), arguments);
        assertThat(Files.readAllBytes(folder.resolve("mood/model.bin"))).isEqualTo(first);
        assertThat(folder.resolve("mood")).isDirectoryNotContaining("glob:**part");
    }

    @Test
    void new_model_gets_a_recipe_that_repeats_it() throws IOException {
        Path csv = csv();
        String report = run(
                new TrainCommand(),
                "mood",
                "--data",
                csv.toString(),
                "--val",
                texts.toString(),
                "--no-header",
                "--label-column=1",
                "--text-column=3",
                "--delimiter=;",
                "--label-names=0=bad,1=worse,4=good",
                "--features=words,word-pairs",
                "--set=trainer.seed=7",
                "--models",
                folder.toString());
        assertThat(report)
                .contains("doccat:mood")
                .contains("weathervane train mood")
                .contains("Validation");
        Path model = folder.resolve("mood/model.bin");
        byte[] first = Files.readAllBytes(model);
        assertThat(folder.resolve("mood/training.properties"))
                .content()
                .contains("data = " + csv.toAbsolutePath())
                .contains("data.labels = 0:bad 1:worse 4:good")
                .contains("trainer.seed = 7")
                .contains("trainer.cutoff = 2");
        Files.delete(model);
        run(new TrainCommand(), "mood", "--models", folder.toString());
        assertThat(Files.readAllBytes(model)).isEqualTo(first);
    }

    @Test
    void recipe_names_files_in_the_data_folder_relative_to_it_and_an_owners_recipe_is_left_alone() throws IOException {
        String[] arguments = {
            "mood", "--data", texts.toString(), "--data-root", folder.toString(), "--models", folder.toString()
        };
        run(new TrainCommand(), arguments);
        Path recipe = folder.resolve("mood/training.properties");
        assertThat(recipe).content().contains("data = texts.tsv\n");
        Files.writeString(recipe, "data = elsewhere.tsv\nfeatures = words\n");
        assertThat(run(new TrainCommand(), arguments)).contains("does not repeat this");
        assertThat(recipe).hasContent("data = elsewhere.tsv\nfeatures = words\n");
        Files.delete(recipe);
        run(new TrainCommand(), "mood", "--no-recipe", "--data", texts.toString(), "--models", folder.toString());
        assertThat(recipe).doesNotExist();
    }

    @Test
    void evaluates_csv_and_json_lines() throws IOException {
        run(new TrainCommand(), "mood", "--data", texts.toString(), "--models", folder.toString());
        String model = folder.resolve("mood").toString();
        String fromCsv = run(
                new EvaluateCommand(),
                model,
                "--data",
                csv().toString(),
                "--no-header",
                "--text-column=3",
                "--delimiter=;",
                "--label-names=0=bad,1=worse,4=good");
        assertThat(fromCsv).contains("texts                180").contains("accuracy             1.0000");
        Path json = Files.writeString(
                folder.resolve("few.jsonl"),
                "{\"class\":\"bad\",\"data\":{\"text\":\"awful day\"}}\n{\"class\":\"good\",\"data\":{\"text\":\"lovely\"}}\n"
                        + "{\"class\":\"worse\",\"data\":{\"text\":\"terrible night\"}}\n");
        String fromJson = run(
                new EvaluateCommand(),
                model,
                "--data",
                json.toString(),
                "--label-column=class",
                "--text-column=/data/text");
        assertThat(fromJson).contains("texts                3").contains("accuracy             1.0000");
    }

    @Test
    void decision_is_left_to_two_labels_of_a_test_set_that_has_no_others() throws IOException {
        run(new TrainCommand(), "mood", "--data", texts.toString(), "--models", folder.toString());
        String model = folder.resolve("mood").toString();
        Path two = Files.writeString(folder.resolve("two.tsv"), "bad\tterrible night\ngood\tlovely day\n");
        assertThat(run(new EvaluateCommand(), model, "--data", two.toString(), "--only", "bad,good"))
                .contains("texts                2")
                .doesNotContain("worse");
        assertThatThrownBy(() -> run(new EvaluateCommand(), model, "--data", two.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'worse'")
                .hasMessageContaining("--only");
        assertThatThrownBy(() -> run(new EvaluateCommand(), model, "--data", two.toString(), "--only", "Bad,good"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'Bad'");
    }

    @Test
    void labels_of_a_mapping_may_have_spaces_and_wrong_lines_are_named() throws IOException {
        Path map = Files.writeString(folder.resolve("map"), "# c\nnot bad=a: b\nvery\\ good = c\n");
        assertThat(LabelMappingFile.read(map)).isEqualTo(java.util.Map.of("not bad", "a: b", "very good", "c"));
        Path wrong = Files.writeString(folder.resolve("wrong"), "a=b\n\nc\n");
        assertThatThrownBy(() -> LabelMappingFile.read(wrong)).hasMessageContaining("Line 3 of ");
        Path twice = Files.writeString(folder.resolve("twice"), "a=b\na=c\n");
        assertThatThrownBy(() -> LabelMappingFile.read(twice)).hasMessageContaining("'a' a second time");
    }

    @Test
    void options_that_cannot_be_meant_are_refused() {
        String[] columns = {"mood", "--data", texts.toString(), "--text-column=2", "--models", folder.toString()};
        assertThatThrownBy(() -> run(new TrainCommand(), columns)).hasMessageContaining("--format csv");
        assertThatThrownBy(() -> run(new TrainCommand(), "a/b", "--data", texts.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'a/b'");
    }

    private Path csv() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (String line : Files.readAllLines(texts)) {
            String[] parts = line.split("\t");
            String number = parts[0].equals("bad") ? "0" : parts[0].equals("worse") ? "1" : "4";
            csv.append(number).append(";x;\"").append(parts[1]).append("\"\n");
        }
        return Files.writeString(folder.resolve("texts.csv"), csv);
    }

    @Test
    void labels_are_mapped_and_left_out() throws IOException {
        run(new TrainCommand(), "mood", "--data", texts.toString(), "--models", folder.toString());
        Path two = Files.writeString(
                folder.resolve("two.tsv"), "minus\tterrible day\nplus\tlovely day\nminus\tawful\nodd\twhat\n");
        Path map = Files.writeString(folder.resolve("map.properties"), "bad=minus\nworse=minus\ngood=plus\n");
        String report = run(
                new EvaluateCommand(),
                folder.resolve("mood").toString(),
                "--data",
                two.toString(),
                "--labels",
                map.toString(),
                "--only",
                "minus,plus");
        assertThat(report).contains("texts                3").contains("accuracy             1.0000");
    }

    @Test
    void folders_that_training_does_not_need_may_be_missing() {
        try (SettingsInForce settings = new SettingsInForce(java.util.Map.of(
                "routes.dir", folder.resolve("none").toString(),
                "models.dir", folder.resolve("new").toString()))) {
            run(new TrainCommand(), "mood", "--data", texts.toString());
        }
        assertThat(folder.resolve("new/mood/model.bin")).exists();
    }

    @Test
    void missing_model_or_data_is_said() {
        assertThatThrownBy(() -> run(new EvaluateCommand(), "none", "--data", texts.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'none'");
        assertThatThrownBy(() -> run(new TrainCommand(), "none", "--models", folder.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--data");
    }

    private static String run(Callable<Integer> command, String... arguments) {
        StringWriter out = new StringWriter();
        AtomicReference<Exception> failure = new AtomicReference<>();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    failure.set(e);
                    return 1;
                })
                .execute(arguments);
        if (failure.get() instanceof RuntimeException e) {
            throw e;
        }
        assertThat(code).isZero();
        return out.toString();
    }
}
