package io.weathervane.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.index.SimulatedDocument;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The outcome of a trial for a person. What strangers wrote in it is made safe to print. */
final class TrialReport {

    private final TrialResult result;

    TrialReport(TrialResult result) {
        this.result = result;
    }

    void print(PrintWriter out) {
        out.println(TerminalText.line(headline()));
        result.warnings().forEach(warning -> out.println("! " + TerminalText.line(warning)));
        result.document().flatMap(SimulatedDocument::source).ifPresent(source -> printLabels(out, source));
        printTimings(out);
        result.document().flatMap(SimulatedDocument::source).ifPresent(source -> {
            out.println();
            out.println(ContentView.of(source.toString().getBytes(StandardCharsets.UTF_8)));
        });
    }

    private String headline() {
        String what = result.format().name().toLowerCase(Locale.ROOT);
        if (result.deadLetter().isPresent()) {
            return "This " + what + " would be a dead letter: "
                    + result.deadLetter().get();
        }
        SimulatedDocument document = result.document().orElseThrow();
        return document.source().isEmpty()
                ? "This " + what + " would not be indexed"
                : "This " + what + " would be indexed in " + document.index() + " with the id " + document.id()
                        + ", by the pipeline " + String.join(", ", document.pipelines());
    }

    private static void printLabels(PrintWriter out, JsonNode source) {
        if (source.path("classification").isEmpty()) {
            return;
        }
        TextTable table = new TextTable("classification", "label", "score");
        source.path("classification")
                .properties()
                .forEach(said -> table.add(
                        TerminalText.line(said.getKey(), 40),
                        TerminalText.line(said.getValue().path("label").asText("?"), 40),
                        "%.3f".formatted(said.getValue().path("score").asDouble())));
        out.println();
        table.print(out);
    }

    private void printTimings(PrintWriter out) {
        if (result.timings().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("step", "ms");
        result.timings()
                .forEach(timing ->
                        table.add("  ".repeat(timing.depth()) + TerminalText.line(timing.step(), 60), time(timing)));
        table.add(result.total().step(), time(result.total()));
        out.println();
        table.print(out);
    }

    private static String time(Timing timing) {
        return "%8.1f".formatted(timing.milliseconds());
    }
}
