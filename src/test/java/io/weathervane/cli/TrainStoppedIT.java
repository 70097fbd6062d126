package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.WeathervaneApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, and a real Ctrl-C. */
class TrainStoppedIT {

    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    @Test
    @CtrlC.Heard
    void interrupted_training_leaves_the_old_model_and_nothing_else() throws Exception {
        Path model = folder.resolve("mood/model.bin");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "the old model");
        Process training = train();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> processorTime(training).toSeconds() >= 4);
            assertThat(training.isAlive()).as("still in the middle of it").isTrue();
            CtrlC.press(training);
            assertThat(training.waitFor(5, TimeUnit.SECONDS)).as("ends at once").isTrue();
        } finally {
            training.destroyForcibly();
        }
        assertThat(training.exitValue()).isEqualTo(INTERRUPTED);
        assertThat(Files.readString(model)).isEqualTo("the old model");
        assertThat(model.getParent().toFile().list()).containsExactly("model.bin");
    }

    private Process train() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WeathervaneApplication.class.getName(),
                        "train",
                        "mood",
                        "--data",
                        texts().toString(),
                        "--models",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "output.txt"))
                .start();
    }

    private static Duration processorTime(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Enough for some tens of seconds. */
    private Path texts() throws IOException {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 250_000; i++) {
            lines.append(random.nextBoolean() ? "good\t" : "bad\t");
            for (int j = 0; j < 12; j++) {
                lines.append(Integer.toString(random.nextInt(20_000), 36).replaceAll("[0-9]", "e"))
                        .append(' ');
            }
            lines.append('\n');
        }
        return Files.writeString(folder.resolve("texts.tsv"), lines);
    }
}
