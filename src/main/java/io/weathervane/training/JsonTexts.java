package io.weathervane.training;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.weathervane.config.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** JSON Lines: one object a line, one field has the label and one the text; empty lines are skipped. */
final class JsonTexts {

    private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

    private final Path file;
    private long number;

    private JsonTexts(Path file) {
        this.file = file;
    }

    static void parse(BufferedReader in, Path file, TextFormat format, LabelledTextFile.Reader reader)
            throws IOException {
        new JsonTexts(file).parse(in, format, reader);
    }

    private void parse(BufferedReader in, TextFormat format, LabelledTextFile.Reader reader) throws IOException {
        String labelField = format.labelColumnOr("label");
        String textField = format.textColumnOr("text");
        JsonPointer label = pointer(labelField);
        JsonPointer text = pointer(textField);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (!line.isBlank()) {
                JsonNode object = object(line);
                String name = value(object.at(label), labelField).strip();
                if (name.isEmpty()) {
                    throw LabelledTextFile.problem(number, file, "has an empty label; add it or remove the line.");
                }
                reader.read(name, value(object.at(text), textField));
            }
        }
    }

    private static JsonPointer pointer(String field) {
        try {
            return field.startsWith("/")
                    ? JsonPointer.compile(field)
                    : JsonPointer.empty().appendProperty(field);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("'" + field + "' is no JSON pointer; write it like /data/text.", e);
        }
    }

    private JsonNode object(String line) throws IOException {
        try {
            JsonNode object = JSON.readValue(line);
            if (object.isObject()) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw LabelledTextFile.problem(
                    number,
                    file,
                    "is no JSON object (" + e.getOriginalMessage() + "); JSON Lines have one object a line.");
        }
        throw LabelledTextFile.problem(number, file, "is no JSON object; JSON Lines have one object a line.");
    }

    private String value(JsonNode node, String field) {
        if (node.isValueNode() && !node.isNull()) {
            return node.asText();
        }
        throw LabelledTextFile.problem(
                number,
                file,
                (node.isContainerNode() ? "has no plain value in '" : "has no '") + field
                        + "'; correct it, or name the fields (--label-column, --text-column, or label-column and"
                        + " text-column in training.properties).");
    }
}
