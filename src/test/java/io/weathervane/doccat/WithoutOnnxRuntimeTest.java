package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.onnx.TinyOnnx;
import io.weathervane.doccat.onnx.TinyTokenizer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody has deleted the libraries that only models in ONNX need. */
class WithoutOnnxRuntimeTest {

    @TempDir
    Path models;

    /** Runs in a Java of its own. */
    static final class Program {

        public static void main(String[] folders) {
            for (String folder : folders) {
                try {
                    new ModelFile("sentiment", Path.of(folder), Path.of(folder)).use();
                    System.out.println("loaded");
                } catch (InvalidModelException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime-", "tokenizers-"})
    void model_of_opennlp_runs_and_one_in_onnx_is_refused_with_what_is_missing(String library) throws Exception {
        TinyModels.write(models, "opennlp", TinyModels.moods());
        Path onnx = Files.createDirectories(models.resolve("onnx"));
        TinyTokenizer tokenizer = TinyTokenizer.byteLevelBpe("happy");
        Files.write(onnx.resolve("model.onnx"), new TinyOnnx(tokenizer.size(), 0, 0).toByteArray());
        Files.writeString(onnx.resolve("tokenizer.json"), tokenizer.json());
        Files.writeString(onnx.resolve("labels.txt"), "a\nb");

        String output = run(library, models.resolve("opennlp").toString(), onnx.toString());

        assertThat(output).contains("loaded");
        assertThat(output)
                .contains(
                        "cannot be used as a model: this Weathervane cannot run ONNX: onnxruntime and tokenizers must be"
                                + " among its libraries");
    }

    private static String run(String missing, String... folders) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(missing))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), Program.class.getName());
        java.command().addAll(Arrays.asList(folders));
        java.environment().put("CLASSPATH", classPath);
        Process process = java.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }
}
