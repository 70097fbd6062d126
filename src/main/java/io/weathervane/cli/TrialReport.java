package io.weathervane.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Prints for a person what would become of a message. What strangers wrote in it cannot steer the terminal. */
final class TrialReport {

    private static final int LONGEST_CELL = 60;

    private final PrintWriter out;

    TrialReport(PrintWriter out) {
        this.out = out;
    }

    void print(TrialResult result) {
        result.deadLetter()
                .ifPresent(letter -> out.println(TerminalText.line(
                        "It would become a dead letter, " + letter.reason().code() + ": " + letter.detail())));
        result.document()
                .flatMap(any -> result.stored())
                .ifPresent(stored -> out.println(TerminalText.line("It would be indexed in " + stored.index()
                        + " with the id " + stored.id() + ", by the pipeline "
                        + String.join(", ", stored.pipelines()))));
        result.warnings().forEach(warning -> out.println(TerminalText.line("Warning: " + warning)));
        JsonNode document = result.document().orElse(JsonNodeFactory.instance.objectNode());
        classification(document.path("classification"));
        timings(result);
        result.document().ifPresent(source -> {
            out.println();
            out.println(ContentView.of(source.toString().getBytes(StandardCharsets.UTF_8)));
        });
    }

    private void classification(JsonNode classification) {
        if (classification.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("classifier", "label", "score", "model");
        classification
                .properties()
                .forEach(entry -> table.add(
                        cell(entry.getKey()),
                        cell(entry.getValue().path("label").asText()),
                        "%.3f".formatted(entry.getValue().path("score").asDouble()),
                        cell(entry.getValue().at("/model/name").asText() + " "
                                + entry.getValue().at("/model/version").asText())));
        out.println();
        table.print(out);
    }

    private void timings(TrialResult result) {
        if (result.timings().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("step", "      ms");
        result.timings().forEach(timing -> table.add(cell(timing.step()), "%8.2f".formatted(timing.millis())));
        out.println();
        table.print(out);
    }

    private static String cell(String text) {
        return TerminalText.line(text, LONGEST_CELL);
    }
}
