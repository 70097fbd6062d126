package io.weathervane.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of samples, one JSON object a line. */
final class SampleFile {

    private SampleFile() {}

    static List<ObjectNode> read(Path file) {
        List<ObjectNode> samples = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    samples.add((ObjectNode) Json.parse(line.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException | ClassCastException e) {
            throw new ConfigurationException(
                    "The samples in " + file + " cannot be read (JSON object " + (samples.size() + 1)
                            + "): set samples.dir to the folder that holds them",
                    e);
        }
        return samples;
    }
}
