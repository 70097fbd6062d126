package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * Finds out whether the share of a label in the last minutes is well above what it was in the windows of the same length
 * before. Elasticsearch computes the shares, their mean and the bound ({@code extended_stats_bucket}). Thread-safe.
 */
public final class BurstAlerts {

    /** With fewer windows before there is no telling what is usual. */
    static final int MINIMUM_WINDOWS = 4;

    private static final String SHARE = "params.all == 0 ? null : params.labelled / params.all";

    private final AlertSearch search;
    private final AlertOutbox outbox;
    private final Clock clock;

    BurstAlerts(AlertSearch search, AlertOutbox outbox, Clock clock) {
        this.search = search;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Sets the body to the list of alerts that this worker sends: at most one. */
    public void find(Exchange exchange) throws IOException {
        BurstRule rule = BurstRule.of(exchange);
        Instant now = clock.instant();
        JsonNode answer = search.search(rule.indices(), question(rule, now)).path("aggregations");
        JsonNode window = answer.path("window").path("buckets").path(0);
        JsonNode usual = answer.path("baseline").path("shares");
        double share = window.path("share").path("value").asDouble(0);
        boolean burst = window.path("doc_count").asLong() >= rule.minimumMessages()
                && usual.path("count").asLong() >= MINIMUM_WINDOWS
                && share > usual.path("std_deviation_bounds").path("upper").asDouble(1)
                && share >= usual.path("avg").asDouble(1) + rule.minimumRise();
        List<Alert> found = burst ? List.of(alert(rule, window, usual, share, now)) : List.of();
        exchange.getMessage().setBody(outbox.pending(rule.rule(), found, now));
    }

    private static ObjectNode question(BurstRule rule, Instant now) {
        String label = "classification." + rule.classifier() + ".label";
        Instant begin = now.minus(rule.window());
        ObjectNode question = AlertSearch.JSON.createObjectNode();
        question.put("size", 0);
        ArrayNode filter = AlertSearch.filters(rule.query());
        filter.addObject().putObject("exists").put("field", label);
        between(filter.addObject(), begin.minus(rule.baseline()), now);
        question.putObject("query").putObject("bool").set("filter", filter);
        ObjectNode aggregations = question.putObject("aggs");

        ObjectNode window = aggregations.putObject("window");
        ObjectNode range = window.putObject("date_range");
        range.put("field", "@timestamp");
        range.putArray("ranges").addObject().put("from", begin.toString()).put("to", now.toString());
        window.set("aggs", share(label, rule.label()));

        ObjectNode baseline = aggregations.putObject("baseline");
        between(baseline.putObject("filter"), begin.minus(rule.baseline()), begin);
        ObjectNode windows = baseline.putObject("aggs").putObject("windows");
        ObjectNode histogram = windows.putObject("date_histogram");
        histogram.put("field", "@timestamp");
        histogram.put("fixed_interval", rule.window().toMillis() + "ms");
        // so that the last of them ends where the window begins
        histogram.put("offset", begin.toEpochMilli() % rule.window().toMillis() + "ms");
        histogram.put("min_doc_count", rule.minimumMessages());
        windows.set("aggs", share(label, rule.label()));
        ObjectNode shares = ((ObjectNode) baseline.path("aggs")).putObject("shares");
        ObjectNode statistics = shares.putObject("extended_stats_bucket");
        statistics.put("buckets_path", "windows>share");
        statistics.put("sigma", rule.deviations());
        return question;
    }

    private static void between(ObjectNode filter, Instant from, Instant to) {
        filter.putObject("range")
                .putObject("@timestamp")
                .put("gte", from.toString())
                .put("lt", to.toString());
    }

    private static ObjectNode share(String field, String label) {
        ObjectNode aggregations = AlertSearch.JSON.createObjectNode();
        aggregations.putObject("labelled").putObject("filter").putObject("term").put(field, label);
        ObjectNode script = aggregations.putObject("share").putObject("bucket_script");
        script.putObject("buckets_path").put("labelled", "labelled._count").put("all", "_count");
        script.put("script", SHARE);
        return aggregations;
    }

    private static Alert alert(BurstRule rule, JsonNode window, JsonNode usual, double share, Instant now) {
        long messages = window.path("doc_count").asLong();
        double mean = usual.path("avg").asDouble();
        String about = rule.query().isBlank() ? "everything" : rule.query();
        ObjectNode content = AlertSearch.JSON.createObjectNode();
        content.put(
                "text",
                AlertText.line(String.format(
                        Locale.ROOT,
                        "%s about %s: %.0f %% of %d messages in the last %s, usually %.0f %%",
                        rule.label(),
                        about,
                        100 * share,
                        messages,
                        words(rule.window()),
                        100 * mean)));
        content.put("kind", "burst");
        content.put("query", rule.query());
        content.put("classifier", rule.classifier());
        content.put("label", rule.label());
        ObjectNode last = content.putObject("window");
        last.put("from", now.minus(rule.window()).toString());
        last.put("to", now.toString());
        last.put("messages", messages);
        last.put("share", share);
        ObjectNode baseline = content.putObject("baseline");
        baseline.put("windows", usual.path("count").asLong());
        baseline.put("share", mean);
        baseline.put("bound", usual.path("std_deviation_bounds").path("upper").asDouble());
        return new Alert(rule.rule(), rule.label() + " about " + about, now, now, rule.quietPeriod(), content);
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }
}
