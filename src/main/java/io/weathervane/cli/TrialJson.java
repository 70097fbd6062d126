package io.weathervane.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.index.SimulatedDocument;

/** The outcome of a trial as one JSON object; the names are for programs and stay. */
final class TrialJson {

    private TrialJson() {}

    /** Several lines that are safe to print, and still JSON. */
    static String of(TrialResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", result.format().name().toLowerCase(java.util.Locale.ROOT));
        json.put("indexed", result.isIndexed());
        json.put("index", result.document().map(SimulatedDocument::index).orElse(null));
        json.put("id", result.id());
        ArrayNode pipelines = json.putArray("pipelines");
        result.document().ifPresent(document -> document.pipelines().forEach(pipelines::add));
        json.set(
                "document", result.document().flatMap(SimulatedDocument::source).orElse(null));
        result.deadLetter().ifPresent(letter -> json.putObject("dead_letter")
                .put("reason", letter.reason().code())
                .put("detail", letter.detail()));
        ArrayNode timings = json.putArray("timings");
        result.timings().forEach(timing -> put(timings, timing));
        put(timings, result.total());
        ArrayNode warnings = json.putArray("warnings");
        result.warnings().forEach(warnings::add);
        return TerminalText.lines(json.toPrettyString());
    }

    private static void put(ArrayNode timings, Timing timing) {
        timings.addObject()
                .put("step", timing.step())
                .put("depth", timing.depth())
                .put("milliseconds", timing.milliseconds());
    }
}
