package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** A properties file with lines {@code model label=test label}. Labels may have spaces and colons. */
final class LabelMappingFile {

    private static final Pattern UNESCAPED = Pattern.compile("(?<!\\\\)([ \\t:])");

    private LabelMappingFile() {}

    /** @param file null: no mapping */
    static Map<String, String> read(Path file) {
        Map<String, String> mapping = new HashMap<>();
        if (file == null) {
            return mapping;
        }
        try {
            int number = 0;
            for (String each : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                String line = each.strip();
                if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '!') {
                    read(line, "Line " + number + " of " + file, mapping);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The label mapping " + file + " cannot be read; check the file.", e);
        }
        return mapping;
    }

    private static void read(String line, String place, Map<String, String> mapping) throws IOException {
        int equals = line.indexOf('=');
        if (equals < 1 || equals == line.length() - 1) {
            throw new ConfigurationException(place + " is not \"model label=test label\"; correct it.");
        }
        String key = UNESCAPED.matcher(line.substring(0, equals).strip()).replaceAll("\\\\$1");
        Properties pair = new Properties();
        pair.load(new StringReader(key + line.substring(equals)));
        for (String label : pair.stringPropertyNames()) {
            if (mapping.put(label, pair.getProperty(label).strip()) != null) {
                throw new ConfigurationException(place + " maps '" + label + "' a second time; remove one.");
            }
        }
    }
}
