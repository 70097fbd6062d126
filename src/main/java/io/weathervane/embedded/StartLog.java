package io.weathervane.embedded;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an embedded Elasticsearch has said about itself.
 *
 * @param console what its process printed
 * @param server what the server logged
 */
record StartLog(Path console, Path server) {

    private static final int LINES = 4;
    /** Stack frames and what the JVM says to everybody are no reason. */
    private static final String NOISE = "\\s*|\\s+at .*|\\s*\\.\\.\\. \\d+ more|WARNING: .*|\\[.*warning.*";

    /** The last lines that tell a person something, in one line. */
    String reason() {
        List<String> lines = tail(console);
        if (lines.isEmpty()) {
            lines = tail(server);
        }
        return lines.isEmpty() ? "it said nothing" : String.join("; ", lines);
    }

    @Override
    public String toString() {
        return server + " and " + console;
    }

    private static List<String> tail(Path file) {
        try {
            // the JVM writes in the platform's own encoding: any byte must be readable
            Charset anyByte = StandardCharsets.ISO_8859_1;
            List<String> lines = Files.readAllLines(file, anyByte).stream()
                    .filter(line -> !line.matches(NOISE))
                    .map(String::strip)
                    .collect(Collectors.toList());
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
