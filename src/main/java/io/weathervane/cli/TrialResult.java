package io.weathervane.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.cli.StepTimings.Timing;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.index.SimulatedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one message. Immutable.
 *
 * @param stored empty if it becomes a dead letter before Elasticsearch sees it
 * @param timings of the steps, then of the wholes
 */
record TrialResult(Optional<DeadLetter> deadLetter, Optional<SimulatedDocument> stored, List<Timing> timings) {

    /** Why it would be given up. */
    record DeadLetter(DeadLetterReason reason, String detail) {}

    TrialResult {
        timings = List.copyOf(timings);
    }

    static TrialResult givenUp(DeadLetterReason reason, String detail, List<Timing> timings) {
        return new TrialResult(Optional.of(new DeadLetter(reason, detail)), Optional.empty(), timings);
    }

    static TrialResult stored(SimulatedDocument document, List<Timing> timings) {
        return new TrialResult(
                document.error().map(error -> new DeadLetter(DeadLetterReason.REFUSED, error)),
                Optional.of(document),
                timings);
    }

    /** What would be indexed. */
    Optional<JsonNode> document() {
        return stored.flatMap(SimulatedDocument::source).filter(source -> deadLetter.isEmpty());
    }

    /** What a person should know although it goes on. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        document()
                .filter(document -> document.at("/event/kind").asText().equals("pipeline_error"))
                .ifPresent(document -> warnings.add(
                        "the pipeline failed: " + document.at("/error/message").asText()));
        stored.ifPresent(document -> document.ignoredFields()
                .forEach(field -> warnings.add(field + " would be stored, but could not be searched: its value does"
                        + " not fit the mapping")));
        if (stored.isPresent() && deadLetter.isEmpty() && document().isEmpty()) {
            warnings.add("the pipeline drops it: nothing would be indexed");
        }
        return warnings;
    }

    /** As an expected file has it: {@code _index}, {@code _id} and {@code _source}, or {@code dead_letter}. */
    ObjectNode outcome() {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode();
        deadLetter.ifPresent(letter ->
                outcome.putObject("dead_letter").put("reason", letter.reason().code()));
        document()
                .ifPresentOrElse(
                        document -> outcome.put("_index", stored.orElseThrow().index())
                                .put("_id", stored.orElseThrow().id())
                                .set("_source", document),
                        () -> {
                            if (deadLetter.isEmpty()) {
                                outcome.put("dropped", true);
                            }
                        });
        return outcome;
    }

    /** For programs. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("document", document().orElse(JsonNodeFactory.instance.nullNode()));
        json.put("index", document().map(any -> stored.orElseThrow().index()).orElse(null));
        json.put("id", document().map(any -> stored.orElseThrow().id()).orElse(null));
        var pipelines = json.putArray("pipelines");
        stored.ifPresent(document -> document.pipelines().forEach(pipelines::add));
        var times = json.putArray("timings");
        timings.forEach(timing ->
                times.addObject().put("step", timing.step()).put("millis", Math.round(timing.millis() * 1e3) / 1e3));
        warnings().forEach(json.putArray("warnings")::add);
        deadLetter.ifPresent(letter -> json.putObject("deadLetter")
                .put("reason", letter.reason().code())
                .put("detail", letter.detail()));
        return json;
    }
}
