package io.weathervane.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.config.ConfigurationException;
import io.weathervane.index.SimulatedDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.javacrumbs.jsonunit.core.Configuration;
import net.javacrumbs.jsonunit.core.internal.Diff;
import net.javacrumbs.jsonunit.core.listener.Difference;

/**
 * What a message became, in the form of the golden files: {@code _index} and {@code _source}, or the reason of a
 * {@code dead_letter}. It is compared by JsonUnit, so an expected file may hold its placeholders, such as
 * <code>${json-unit.any-string}</code>. When it was indexed and which version of a model has spoken are compared only if the
 * expected file says something of them.
 *
 * @param outcome without a field that could not be known
 */
record ExpectedDocument(JsonNode outcome) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static ExpectedDocument of(TrialResult result) {
        ObjectNode outcome = JSON.createObjectNode();
        if (result.deadLetter().isPresent()) {
            outcome.putObject("dead_letter")
                    .put("reason", result.deadLetter().get().reason().code());
        } else {
            SimulatedDocument document = result.document().orElseThrow();
            document.source().ifPresent(source -> {
                outcome.put("_index", document.index());
                outcome.set("_source", source);
            });
        }
        return new ExpectedDocument(outcome);
    }

    /** What {@code --update} writes: without what changes by itself, and safe to look at. */
    String text() {
        JsonNode kept = withoutChanging(JSON.missingNode());
        for (JsonNode said : kept.at("/_source/classification")) {
            if (said instanceof ObjectNode object && object.path("score").isDouble()) {
                object.put("score", Math.round(object.path("score").doubleValue() * 1_000) / 1_000.0);
            }
        }
        try {
            return TerminalText.lines(JSON.writeValueAsString(JSON.treeToValue(kept, TreeMap.class))) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How it differs from what the file says, one line each; empty if it does not.
     *
     * @param tolerance how far a number may be from the expected one
     */
    List<String> differences(Path file, double tolerance) {
        JsonNode expected = read(file);
        List<String> differences = new ArrayList<>();
        Diff.create(
                        expected,
                        withoutChanging(expected),
                        "document",
                        "",
                        Configuration.empty()
                                .withTolerance(BigDecimal.valueOf(tolerance))
                                .withDifferenceListener((difference, context) -> differences.add(line(difference))))
                .similar();
        return differences;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigurationException(file + ":" + line + ": no valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonNode withoutChanging(JsonNode expected) {
        JsonNode copy = outcome.deepCopy();
        if (copy.at("/_source/event") instanceof ObjectNode event
                && expected.at("/_source/event/ingested").isMissingNode()) {
            event.remove("ingested");
        }
        copy.at("/_source/classification").properties().forEach(said -> {
            if (said.getValue().path("model") instanceof ObjectNode model
                    && expected.at("/_source/classification")
                            .path(said.getKey())
                            .at("/model/version")
                            .isMissingNode()) {
                model.remove("version");
            }
        });
        return copy;
    }

    private static String line(Difference difference) {
        return switch (difference.getType()) {
            case EXTRA ->
                "%s: not expected, got %s".formatted(difference.getActualPath(), shown(difference.getActual()));
            case MISSING ->
                "%s: expected %s, got nothing".formatted(difference.getExpectedPath(), shown(difference.getExpected()));
            case DIFFERENT ->
                "%s: expected %s, got %s"
                        .formatted(
                                difference.getActualPath(),
                                shown(difference.getExpected()),
                                shown(difference.getActual()));
        };
    }

    private static String shown(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            return String.valueOf(value);
        }
    }
}
