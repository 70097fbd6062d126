package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.onnx.TinyOnnx;
import io.weathervane.doccat.onnx.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of each kind are measured by what {@code doccat:} makes of the texts. */
class EvaluateModelsTest {

    private static final TinyTokenizer TOKENIZER = TinyTokenizer.byteLevelBpe("happy", "sad");

    @TempDir
    Path folder;

    private Path texts;

    @BeforeEach
    void write_texts() throws IOException {
        texts = Files.writeString(
                folder.resolve("texts.tsv"), "glad\thappy\nglad\tso happy\nsad\tsad\nsad\tnot happy\nglad\t\u200B\n");
    }

    private Path onnx() throws IOException {
        Path model = Files.createDirectories(folder.resolve("mood"));
        Files.write(
                model.resolve("model.onnx"),
                new TinyOnnx(TOKENIZER.size(), 0, 0)
                        .weigh(TOKENIZER.idOfBytes("happy"), 2, -2)
                        .weigh(TOKENIZER.idOfBytes("sad"), -2, 2)
                        .toByteArray());
        Files.writeString(model.resolve("tokenizer.json"), TOKENIZER.json());
        Files.writeString(model.resolve("labels.txt"), "glad\nsad");
        return model;
    }

    @Test
    void model_in_onnx_is_measured_by_its_name_its_folder_and_its_file() throws IOException {
        Path model = onnx();
        for (String named : new String[] {
            "mood", model.toString(), model.resolve("model.onnx").toString()
        }) {
            JsonNode figures = evaluate(named);
            assertThat(figures.path("accuracy").asDouble()).as(named).isEqualTo(0.8);
            assertThat(figures.at("/confusion/sad/glad").asInt()).isEqualTo(1);
            assertThat(figures.at("/labels/glad/recall").asDouble()).isEqualTo(1);
            assertThat(figures.path("textsPerSecond").asDouble()).isPositive();
        }
    }

    @Test
    void model_of_opennlp_has_the_figures_that_opennlp_itself_gives() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            lines.append(i % 3 == 0 ? "sad\train on day " : "glad\tsun on day ")
                    .append(i % 7)
                    .append(i % 5 == 0 ? " rain" : " sun")
                    .append('\n');
        }
        texts = Files.writeString(folder.resolve("many.tsv"), lines);
        CommandLineRun.of("train", "weather", "--data", texts.toString(), "--models", folder.toString());
        DocumentCategorizerME opennlp = new DocumentCategorizerME(new DoccatModel(folder.resolve("weather/model.bin")));
        int right = 0;
        double sureness = 0;
        for (String line : lines.toString().split("\n")) {
            double[] scores = opennlp.categorize(TextTokenizer.INSTANCE.tokenize(line.split("\t")[1]));
            String best = opennlp.getBestCategory(scores);
            right += best.equals(line.split("\t")[0]) ? 1 : 0;
            sureness += scores[opennlp.getIndex(best)];
        }
        JsonNode figures = evaluate("weather");
        assertThat(figures.path("accuracy").asDouble()).isEqualTo(right / 90.0);
        assertThat(figures.path("ece").asDouble())
                .isGreaterThanOrEqualTo(Math.abs(sureness - right) / 90 - 1e-6)
                .isLessThan(1);
        assertThat(evaluate(folder.resolve("weather/model.bin").toString()).path("accuracy"))
                .isEqualTo(figures.path("accuracy"));
        Path renamed = Files.copy(folder.resolve("weather/model.bin"), folder.resolve("renamed.bin"));
        assertThat(evaluate(renamed.toString()).path("ece").asDouble())
                .isEqualTo(figures.path("ece").asDouble(), within(1e-12));
    }

    @Test
    void folder_without_a_usable_model_is_said_in_one_line() throws IOException {
        Path model = onnx();
        Files.write(model.resolve("model.bin"), new byte[] {1});
        assertThat(run("mood").err().strip())
                .contains("holds both model.bin and model.onnx")
                .doesNotContain("\n");
        Files.delete(model.resolve("model.onnx"));
        assertThat(run("mood").err().strip())
                .contains("model.bin cannot be used as a model")
                .doesNotContain("\n");
        assertThat(run("none").err()).contains("There is no model 'none'", "model.onnx");
    }

    private JsonNode evaluate(String model) throws IOException {
        CommandLineRun run = run(model);
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }

    private CommandLineRun run(String model) {
        return CommandLineRun.of(
                "evaluate", model, "--data", texts.toString(), "--models", folder.toString(), "--json");
    }
}
