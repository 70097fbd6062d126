package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the contract says of one parameter. Immutable.
 *
 * @param schema of the parameter; for several values, of one of them
 * @param most how many values there may be
 */
record ParameterRule(String name, JsonNode schema, boolean required, int most) {

    /** The value if none is given. */
    Optional<String> preset() {
        return Optional.ofNullable(schema.get("default")).map(JsonNode::asText);
    }

    /** @throws BadQuestionException if they are not as the contract has them */
    void check(List<String> values) {
        if (required && values.isEmpty()) {
            throw new BadQuestionException(name, "is missing" + choices());
        }
        if (values.size() > most) {
            throw new BadQuestionException(
                    name, most == 1 ? "is there more than once" : "at most " + most + " values are possible");
        }
        values.forEach(this::check);
    }

    private void check(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < schema.path("minLength").asInt(0)) {
            throw new BadQuestionException(name, "is empty");
        }
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            throw new BadQuestionException(
                    name, "is longer than " + schema.path("maxLength").asInt() + " characters");
        }
        if (schema.has("enum") && stream(schema.get("enum")).noneMatch(value::equals)) {
            throw new BadQuestionException(name, "is none of the values that are possible" + choices());
        }
        switch (schema.path("type").asText()) {
            case "integer" -> checkNumber(value);
            case "boolean" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw new BadQuestionException(name, "is neither true nor false");
                }
            }
            default -> {
                // any text
            }
        }
    }

    private void checkNumber(String value) {
        int least = schema.path("minimum").asInt(Integer.MIN_VALUE);
        int greatest = schema.path("maximum").asInt(Integer.MAX_VALUE);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadQuestionException(name, "is no whole number from " + least + " to " + greatest);
    }

    private String choices() {
        return schema.has("enum")
                ? ": " + String.join(", ", stream(schema.get("enum")).toList())
                : "";
    }

    private static Stream<String> stream(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText);
    }
}
