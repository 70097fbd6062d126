package io.weathervane.training.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts whose label shows in nothing but the order of two words. */
public final class ComparedTexts {

    private ComparedTexts() {}

    public static Path write(Path file, int texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts; i++) {
            String day = (i / 2) % 7 + " ";
            lines.append(i % 2 == 0 ? "better\train then sun on day " : "worse\tsun then rain on day ")
                    .append(day)
                    .append("of week ")
                    .append(i / 2)
                    .append('\n');
        }
        return Files.writeString(file, lines);
    }
}
