package io.weathervane.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Makes small files of labelled texts that a model can learn from, but not perfectly. */
final class TrainingTexts {

    private static final String[][] TELLING = {
        {"awful", "sad", "terrible", "broken", "hate"},
        {"table", "monday", "train", "report", "seven"},
        {"lovely", "great", "happy", "sunny", "love"}
    };
    private static final String[] LABELS = {"negative", "neutral", "positive"};
    private static final String[] COMMON = {
        "the", "a", "it", "was", "is", "and", "today", "we", "they", "house", "really"
    };

    private TrainingTexts() {}

    static Path write(Path file, int texts, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts; i++) {
            int label = random.nextInt(LABELS.length);
            lines.append(LABELS[label]).append('\t');
            for (int j = 0; j < 8; j++) {
                int dice = random.nextInt(10);
                String[] words = dice < 6 ? COMMON : TELLING[dice < 9 ? label : random.nextInt(LABELS.length)];
                lines.append(words[random.nextInt(words.length)]).append(' ');
            }
            lines.append(i).append('\n');
        }
        return writeText(file, lines.toString());
    }

    static Path writeText(Path file, String text) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.writeString(file, text);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
