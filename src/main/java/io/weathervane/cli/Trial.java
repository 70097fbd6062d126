package io.weathervane.cli;

import io.weathervane.cli.StepTimings.Timing;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Settings;
import io.weathervane.index.Document;
import io.weathervane.index.MessageFormat;
import io.weathervane.index.SimulatedDocument;
import io.weathervane.index.SingleRecord;
import io.weathervane.index.UnusableRecordException;
import io.weathervane.source.BadLine;
import io.weathervane.source.MessageKind;
import io.weathervane.source.OneMessage;
import io.weathervane.source.SourceMessage;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * Sends messages, one at a time, through the classify routes and the pipelines as they stand on the disk, and stores
 * nothing. For one thread.
 */
final class Trial implements AutoCloseable {

    static final String CLASSIFY = "classify route";
    static final String SIMULATE = "Elasticsearch";
    static final String TOTAL = "total";

    private final ClassifyRoutes routes;
    private final TrialElasticsearch elasticsearch;
    private final String name;

    /**
     * @param kinds of the messages; the routes of others need not be right
     * @param name stands in the documents as the route that has fetched them
     * @param err is told what takes long
     * @throws ConfigurationException if the routes cannot be used
     */
    Trial(Settings settings, Set<MessageKind> kinds, String name, PrintWriter err) {
        this.name = name;
        this.routes =
                new ClassifyRoutes(settings, kinds.stream().map(Trial::format).collect(Collectors.toUnmodifiableSet()));
        this.elasticsearch = new TrialElasticsearch(settings, err);
    }

    /** @throws ConfigurationException if Elasticsearch cannot say what becomes of it */
    TrialResult run(OneMessage message) {
        if (message.item() instanceof BadLine bad) {
            return TrialResult.givenUp(bad.reason(), bad.detail(), List.of());
        }
        MessageFormat format = format(message.kind());
        SourceMessage source = (SourceMessage) message.item();
        SingleRecord record = new SingleRecord(
                routes.camel(),
                format,
                source.key(),
                source.json(),
                Map.of("weathervane.fetched-at", Instant.now().toString(), "weathervane.route", name),
                Clock.systemUTC());
        List<Timing> timings = new ArrayList<>();
        try {
            long began = System.nanoTime();
            Exchange classified = routes.classify(format, record.exchange());
            Document document = record.document(classified);
            long classify = System.nanoTime() - began;
            timings.addAll(routes.timings());
            timings.add(new Timing(CLASSIFY, classify));
            elasticsearch.open();
            began = System.nanoTime();
            SimulatedDocument stored = elasticsearch.simulate(format, document);
            long simulate = System.nanoTime() - began;
            timings.add(new Timing(SIMULATE, simulate));
            timings.add(new Timing(TOTAL, classify + simulate));
            return TrialResult.stored(stored, timings);
        } catch (UnusableRecordException e) {
            timings.addAll(routes.timings());
            return TrialResult.givenUp(e.reason(), e.getMessage(), timings);
        }
    }

    private static MessageFormat format(MessageKind kind) {
        return switch (kind) {
            case TWEET -> MessageFormat.TWEET;
            case ARTICLE -> MessageFormat.ARTICLE;
        };
    }

    @Override
    public void close() {
        routes.close();
        elasticsearch.close();
    }
}
