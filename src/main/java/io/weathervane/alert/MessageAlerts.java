package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Finds the messages that have been indexed since the last look and have a label with a score: one alert for each cause. It
 * asks the index and not the stream, so indexing never waits for it. Thread-safe.
 */
public final class MessageAlerts {

    private static final String CHECKPOINT = "weathervaneAlertCheckpoint";

    /** A document may be found this much later than it says that it was taken in: by the refresh, and by clocks that differ. */
    static final Duration OVERLAP = Duration.ofSeconds(30);

    /** What more there is waits for the next look. */
    private static final int MOST_CAUSES = 1_000;

    private final AlertSearch search;
    private final AlertLedger ledger;
    private final AlertOutbox outbox;
    private final Clock clock;

    MessageAlerts(AlertSearch search, AlertLedger ledger, AlertOutbox outbox, Clock clock) {
        this.search = search;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Sets the body to the list of alerts that this worker sends. */
    public void find(Exchange exchange) throws IOException {
        MessageRule rule = MessageRule.of(exchange);
        Instant now = clock.instant();
        Instant since = ledger.checkpoint(rule.rule()).orElse(now);
        List<Alert> found = new ArrayList<>();
        Instant until = since;
        JsonNode hits = search.search(rule.indices(), question(rule, since.minus(OVERLAP)))
                .path("hits")
                .path("hits");
        for (JsonNode hit : hits) {
            Instant ingested = Instant.ofEpochMilli(hit.path("sort").path(0).asLong());
            until = ingested.isAfter(until) ? ingested : until;
            found.add(alert(rule, hit, ingested, now));
        }
        // with so many the overlap would be all that the next look sees
        exchange.setProperty(CHECKPOINT, hits.size() < MOST_CAUSES ? until : until.plus(OVERLAP));
        exchange.getMessage().setBody(outbox.pending(rule.rule(), found, now));
    }

    /** All of them are in Kafka: the next look begins where this one ended. */
    public void done(Exchange exchange) throws IOException {
        ledger.checkpoint(exchange.getFromRouteId(), exchange.getProperty(CHECKPOINT, Instant.class));
    }

    private static ObjectNode question(MessageRule rule, Instant since) {
        String field = "classification." + rule.classifier();
        ObjectNode question = AlertSearch.JSON.createObjectNode();
        question.put("size", MOST_CAUSES);
        ArrayNode filter = AlertSearch.filters(rule.query());
        filter.addObject().putObject("term").put(field + ".label", rule.label());
        filter.addObject().putObject("range").putObject(field + ".score").put("gte", rule.minimumScore());
        filter.addObject().putObject("range").putObject("event.ingested").put("gte", since.toString());
        question.putObject("query").putObject("bool").set("filter", filter);
        question.putArray("sort").addObject().putObject("event.ingested").put("order", "asc");
        question.putObject("collapse").put("field", rule.causeField());
        return question;
    }

    private static Alert alert(MessageRule rule, JsonNode hit, Instant ingested, Instant now) {
        JsonNode document = hit.path("_source");
        JsonNode label = document.path("classification").path(rule.classifier());
        String cause = hit.path("fields").path(rule.causeField()).path(0).asText("");
        ObjectNode content = AlertSearch.JSON.createObjectNode();
        content.put(
                "text",
                AlertText.line("%s %s (%.2f): %s"
                        .formatted(
                                rule.classifier(),
                                rule.label(),
                                label.path("score").asDouble(),
                                document.path("event")
                                        .path("url")
                                        .asText(hit.path("_id").asText()))));
        content.put("kind", "message");
        ObjectNode message = content.putObject("message");
        message.put("id", hit.path("_id").asText());
        message.put("index", hit.path("_index").asText());
        message.put("time", document.path("@timestamp").asText());
        message.put("url", document.path("event").path("url").asText(null));
        message.put("text", document.path("message").asText());
        message.put("author", document.path("user").path("name").asText(null));
        message.set("classification", document.path("classification"));
        message.put("sample", AlertText.contains(document.path("tags"), "sample"));
        return new Alert(rule.rule(), rule.causeField() + "=" + cause, now, ingested, rule.quietPeriod(), content);
    }
}
