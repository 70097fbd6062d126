package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.elasticsearch.client.Request;

/**
 * Which alerts there are, in an index that all workers share: one document for each rule and cause. A worker claims an
 * alert before it sends it and says when Kafka has it, so that two workers do not send the same one, a restart does not
 * repeat it, and one that was claimed by a worker that died is sent by another. Thread-safe.
 */
final class AlertLedger {

    static final String INDEX = "weathervane-alerts";

    /**
     * A claim that is older and unsent is that of a worker that is gone. It is longer than a producer tries to reach Kafka:
     * until then the alert may still go out.
     */
    static final Duration ABANDONED = Duration.ofSeconds(180);

    /** Nothing new, or nothing that came after the quiet period, is no new alert. */
    private static final String CLAIM = "if (ctx._source.quiet_until != null"
            + " && (ctx._source.quiet_until > params.now || ctx._source.quiet_until > params.newest"
            + " || ctx._source.newest >= params.newest)) { ctx.op = 'none' }"
            + " else { ctx._source = new HashMap(params.entry) }";

    private static final String TAKE_OVER = "if (ctx._source.sent || ctx._source.claimed >= params.abandoned)"
            + " { ctx.op = 'none' } else { ctx._source.claimed = params.now }";
    private static final String SENT =
            "if (ctx._source.alert.id == params.id) { ctx._source.sent = true } else { ctx.op = 'none' }";

    private final AlertSearch elasticsearch;

    AlertLedger(AlertSearch elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** Whether the alert is this worker's to send: not if its cause is in a quiet period. */
    boolean claim(Alert alert) throws IOException {
        ObjectNode entry = AlertSearch.JSON.createObjectNode();
        entry.put("rule", alert.rule());
        entry.put("cause", alert.cause());
        entry.put("claimed", alert.time().toEpochMilli());
        entry.put("newest", alert.newest().toEpochMilli());
        entry.put("quiet_until", alert.time().plus(alert.quietPeriod()).toEpochMilli());
        entry.put("sent", false);
        entry.set("alert", alert.toJson());
        ObjectNode update = AlertSearch.JSON.createObjectNode();
        update.put("scripted_upsert", true);
        update.putObject("upsert");
        ObjectNode script = update.putObject("script");
        script.put("source", CLAIM);
        ObjectNode params = script.putObject("params");
        params.put("now", alert.time().toEpochMilli());
        params.put("newest", alert.newest().toEpochMilli());
        params.set("entry", entry);
        return hasChanged(update(alert.causeId(), update));
    }

    /**
     * Whether an {@link #abandoned} alert is this worker's to send. A search sees the past of up to a refresh ago: this
     * looks at the document as it is, so neither what has just been sent nor what another worker takes over goes out twice.
     */
    boolean takeOver(String causeId, Instant now) throws IOException {
        ObjectNode update = AlertSearch.JSON.createObjectNode();
        ObjectNode script = update.putObject("script");
        script.put("source", TAKE_OVER);
        ObjectNode params = script.putObject("params");
        params.put("now", now.toEpochMilli());
        params.put("abandoned", now.minus(ABANDONED).toEpochMilli());
        return hasChanged(update(causeId, update));
    }

    /** Kafka has it. */
    void sent(String causeId, String alertId) throws IOException {
        ObjectNode update = AlertSearch.JSON.createObjectNode();
        ObjectNode script = update.putObject("script");
        script.put("source", SENT);
        script.putObject("params").put("id", alertId);
        update(causeId, update);
    }

    private static boolean hasChanged(JsonNode updated) {
        return !"noop".equals(updated.path("result").asText());
    }

    private JsonNode update(String id, ObjectNode body) throws IOException {
        Request request = new Request("POST", "/" + INDEX + "/_update/" + id);
        request.addParameter("retry_on_conflict", "5");
        return elasticsearch.perform(request, body);
    }

    /** What a worker that is gone has claimed and not sent: documents of the index, with {@code _id} and {@code _source.alert}. */
    JsonNode abandoned(String rule, Instant now) throws IOException {
        ObjectNode search = AlertSearch.JSON.createObjectNode();
        search.put("size", 100);
        ArrayNode filter = search.putObject("query").putObject("bool").putArray("filter");
        filter.addObject().putObject("term").put("rule", rule);
        filter.addObject().putObject("term").put("sent", false);
        filter.addObject()
                .putObject("range")
                .putObject("claimed")
                .put("lt", now.minus(ABANDONED).toEpochMilli());
        return elasticsearch.search(INDEX, search).path("hits").path("hits");
    }

    /** Up to when the messages have been looked at, if they ever were. */
    Optional<Instant> checkpoint(String rule) throws IOException {
        Request request = new Request("GET", checkpointOf(rule));
        request.addParameter("ignore", "404");
        JsonNode until = elasticsearch.perform(request, null).path("_source").path("checkpoint");
        return until.isIntegralNumber() ? Optional.of(Instant.ofEpochMilli(until.asLong())) : Optional.empty();
    }

    void checkpoint(String rule, Instant until) throws IOException {
        Request request = new Request("PUT", checkpointOf(rule));
        elasticsearch.perform(request, AlertSearch.JSON.createObjectNode().put("checkpoint", until.toEpochMilli()));
    }

    private static String checkpointOf(String rule) {
        return "/" + INDEX + "/_doc/checkpoint:"
                + URLEncoder.encode(rule, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
