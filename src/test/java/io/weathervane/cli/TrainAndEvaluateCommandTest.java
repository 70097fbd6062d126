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
