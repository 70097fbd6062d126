package io.weathervane.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Writes a {@code training.properties} that repeats a training. */
final class RecipeFile {

    private RecipeFile() {}

    /** @throws java.nio.file.FileAlreadyExistsException if there is one: it is its owner's */
    static void write(Path file, String name, Map<String, String> settings) throws IOException {
        StringBuilder text = new StringBuilder("# What model.bin is made from and how: \"weathervane train ")
                .append(name)
                .append("\" repeats it, byte for byte.\n")
                .append(
                        "# File names are relative to training.data.dir, or to this folder if they begin with ./ or ../\n");
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            text.append(line(setting.getKey(), setting.getValue())).append('\n');
        }
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    /** Java escapes it, and the comment that it puts above is left out. */
    private static String line(String key, String value) throws IOException {
        Properties one = new Properties();
        one.setProperty(key, value);
        StringWriter written = new StringWriter();
        one.store(written, null);
        return written.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("=", " = ")
                // a colon must be escaped in keys alone, and there is none in these
                .replace("\\:", ":");
    }
}
