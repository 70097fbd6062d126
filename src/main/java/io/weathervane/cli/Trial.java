package io.weathervane.cli;

import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.index.Document;
import io.weathervane.index.MessageFormat;
import io.weathervane.index.SimulatedDocument;
import io.weathervane.index.SingleRecord;
import io.weathervane.index.UnusableRecordException;
import io.weathervane.source.BadLine;
import io.weathervane.source.OneMessage;
import io.weathervane.source.RecordHeaders;
import io.weathervane.source.SourceMessage;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Sends messages through the classify route on disk and the pipelines on disk, one at a time and without storing anything.
 * Not thread-safe.
 */
final class Trial implements AutoCloseable {

    private final Settings settings;
    private final TrialElasticsearch elasticsearch;
    private ClassifyRoutes routes;

    /** @param words where a person is told what takes its time */
    Trial(Settings settings, PrintWriter words) {
        this.settings = settings;
        this.elasticsearch = new TrialElasticsearch(settings, words);
    }

    /**
     * Says what would become of a message.
     *
     * @param route which route the message was fetched by, and when, as its document will say
     * @throws io.weathervane.config.ConfigurationException if a route or a pipeline is wrong
     */
    TrialResult of(OneMessage message, String route, Instant fetchedAt) {
        MessageFormat format =
                switch (message.kind()) {
                    case TWEET -> MessageFormat.TWEET;
                    case ARTICLE -> MessageFormat.ARTICLE;
                };
        if (message.item() instanceof BadLine bad) {
            return givenUp(format, "", bad.reason(), bad.detail(), List.of());
        }
        SourceMessage usable = (SourceMessage) message.item();
        List<Timing> timings = new ArrayList<>();
        long start = System.nanoTime();
        if (routes == null) {
            routes = new ClassifyRoutes(settings);
        }
        SingleRecord record = new SingleRecord(
                routes.camel(),
                format,
                usable.key(),
                usable.json(),
                Map.of(RecordHeaders.FETCHED_AT, fetchedAt.toString(), RecordHeaders.ROUTE, route),
                Clock.systemUTC());
        try {
            Exchange exchange = record.exchange();
            routes.load(format);
            timings.add(Timing.since("load the route and its models", start));
            Document document = record.document(classified(format, exchange, timings));
            elasticsearch.open();
            start = System.nanoTime();
            SimulatedDocument simulated = elasticsearch.simulate(format, document);
            timings.add(Timing.since("simulate the pipelines", start));
            return new TrialResult(
                    format,
                    usable.key(),
                    Optional.of(simulated),
                    simulated.error().map(reason -> new TrialResult.GivenUp(DeadLetterReason.REFUSED, reason)),
                    timings,
                    warnings(simulated));
        } catch (UnusableRecordException e) {
            return givenUp(format, usable.key(), e.reason(), e.getMessage(), timings);
        }
    }

    private Exchange classified(MessageFormat format, Exchange exchange, List<Timing> timings) {
        long start = System.nanoTime();
        List<Timing> steps = routes.classify(format, exchange);
        timings.add(Timing.since("classify", start));
        steps.forEach(step -> timings.add(new Timing(step.step(), step.depth() + 1, step.time())));
        return exchange;
    }

    private List<String> warnings(SimulatedDocument simulated) {
        List<String> warnings = new ArrayList<>(elasticsearch.warnings());
        simulated.source().ifPresent(source -> {
            if ("pipeline_error".equals(source.at("/event/kind").asText())) {
                warnings.add("A pipeline failed: " + source.at("/error/message").asText());
            }
        });
        simulated
                .ignoredFields()
                .forEach(field -> warnings.add("The value of " + field
                        + " does not fit its mapping: it would be stored, but not be searchable"));
        if (simulated.source().isEmpty() && simulated.error().isEmpty()) {
            warnings.add("A pipeline drops this document: nothing would be indexed");
        }
        return warnings;
    }

    private static TrialResult givenUp(
            MessageFormat format, String id, DeadLetterReason reason, String detail, List<Timing> timings) {
        return new TrialResult(
                format, id, Optional.empty(), Optional.of(new TrialResult.GivenUp(reason, detail)), timings, List.of());
    }

    @Override
    public void close() {
        if (routes != null) {
            routes.close();
        }
        elasticsearch.close();
    }
}
