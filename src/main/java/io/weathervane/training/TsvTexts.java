package io.weathervane.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** {@code label<TAB>text}, one a line; empty lines are skipped, and nothing is quoted. */
final class TsvTexts {

    private TsvTexts() {}

    static void parse(BufferedReader in, Path file, TextFormat format, LabelledTextFile.Reader reader)
            throws IOException {
        long number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int tab = line.indexOf('\t');
            if (tab < 0) {
                throw LabelledTextFile.problem(
                        number,
                        file,
                        "is not label<TAB>text; correct or remove it, or say what the file is with --format"
                                + " (format in training.properties).");
            }
            String label = line.substring(0, tab).strip();
            if (label.isEmpty()) {
                throw LabelledTextFile.problem(number, file, "has no label before the tab; add it or remove the line.");
            }
            reader.read(label, line.substring(tab + 1));
        }
    }
}
