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
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * Finds the messages that have been indexed since the last look and have a label with a score: one alert for each cause. It
 * asks the index and not the stream, so indexing never waits for it. Thread-safe.
 */
public final class MessageAlerts {

    private static final String CHECKPOINT = "weathervaneAlertCheckpoint";

    /** A document may be found this much later than it says that it was taken in: by the refresh, and by clocks that differ. */
    static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final String INGESTED = "event.ingested";

    private static final String NEWEST = "newest";

    /** What an alert tells of a document: a thousand of them whole could be a gigabyte. */
    private static final List<String> SOURCE =
            List.of("@timestamp", "message", "event.url", "user.name", "classification", "tags");

    private final AlertSearch search;
    private final AlertLedger ledger;
    private final AlertOutbox outbox;
    private final Clock clock;
    private final int mostCauses;

    /** @param mostCauses of one look; what more there is waits for the next */
    MessageAlerts(AlertSearch search, AlertLedger ledger, AlertOutbox outbox, Clock clock, int mostCauses) {
        this.search = search;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
        this.mostCauses = mostCauses;
    }

    /** Sets the body to the list of alerts that this worker sends. */
    public void find(Exchange exchange) throws IOException {
        MessageRule rule = MessageRule.of(exchange);
        Instant now = clock.instant();
        Instant since = ledger.checkpoint(rule.rule()).orElse(now);
        List<Alert> found = new ArrayList<>();
        Instant until = since;
        Instant last = since;
        JsonNode hits = search.search(rule.indices(), question(rule, since.minus(OVERLAP)))
                .path("hits")
                .path("hits");
        for (JsonNode hit : hits) {
            JsonNode newest = hit.path("inner_hits")
                    .path(NEWEST)
                    .path("hits")
                    .path("hits")
                    .path(0);
            Instant ingested = ingested(newest);
            until = ingested.isAfter(until) ? ingested : until;
            last = ingested(hit);
            String cause = hit.path("fields").path(rule.causeField()).path(0).asText("");
            found.add(alert(rule, cause, newest, ingested, now));
        }
        // with so many the overlap would be all that the next look sees: it begins where this one broke off
        exchange.setProperty(CHECKPOINT, hits.size() < mostCauses ? until : last.plus(OVERLAP));
        exchange.getMessage().setBody(outbox.pending(rule.rule(), found, now));
    }

    /** All of them are in Kafka: the next look begins where this one ended. */
    public void done(Exchange exchange) throws IOException {
        ledger.checkpoint(exchange.getFromRouteId(), exchange.getProperty(CHECKPOINT, Instant.class));
    }

    private static Instant ingested(JsonNode hit) {
        return Instant.ofEpochMilli(hit.path("sort").path(0).asLong());
    }

    private ObjectNode question(MessageRule rule, Instant since) {
        String field = "classification." + rule.classifier();
        ObjectNode question = AlertSearch.JSON.createObjectNode();
        question.put("size", mostCauses);
        question.put("_source", false);
        ArrayNode filter = AlertSearch.filters(rule.query());
        filter.addObject().putObject("term").put(field + ".label", rule.label());
        filter.addObject().putObject("range").putObject(field + ".score").put("gte", rule.minimumScore());
        filter.addObject().putObject("range").putObject(INGESTED).put("gte", since.toString());
        question.putObject("query").putObject("bool").set("filter", filter);
        question.putArray("sort").addObject().putObject(INGESTED).put("order", "asc");
        ObjectNode collapse = question.putObject("collapse").put("field", rule.causeField());
        // the oldest of a cause stays the same while it goes on: the newest says whether there is something new
        ObjectNode newest = collapse.putObject("inner_hits").put("name", NEWEST).put("size", 1);
        newest.putArray("sort").addObject().putObject(INGESTED).put("order", "desc");
        SOURCE.forEach(newest.putArray("_source")::add);
        return question;
    }

    private static Alert alert(MessageRule rule, String cause, JsonNode hit, Instant ingested, Instant now) {
        JsonNode document = hit.path("_source");
        JsonNode label = document.path("classification").path(rule.classifier());
        ObjectNode content = AlertSearch.JSON.createObjectNode();
        content.put(
                "text",
                AlertText.line(String.format(
                        Locale.ROOT,
                        "%s %s (%.2f): %s",
                        rule.classifier(),
                        rule.label(),
                        label.path("score").asDouble(),
                        AlertText.address(document.path("event").path("url").asText())
                                .orElse(hit.path("_id").asText()))));
        content.put("kind", "message");
        ObjectNode message = content.putObject("message");
        message.put("id", hit.path("_id").asText());
        message.put("index", hit.path("_index").asText());
        message.put("time", document.path("@timestamp").asText());
        message.put("url", document.path("event").path("url").asText(null));
        message.put("text", AlertText.shortened(document.path("message").asText()));
        JsonNode author = document.path("user").path("name");
        message.put("author", author.isTextual() ? AlertText.shortened(author.asText()) : null);
        message.set("classification", document.path("classification"));
        message.put("sample", AlertText.contains(document.path("tags"), "sample"));
        return new Alert(rule.rule(), rule.causeField() + "=" + cause, now, ingested, rule.quietPeriod(), content);
    }
}
