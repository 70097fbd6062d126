package io.weathervane.source;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.net.URI;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans of X's routes: recent search and filtered stream. */
public final class XBeans implements CamelConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(XBeans.class);

    private final SourceParts parts;
    private final Settings settings;
    private final boolean sample;
    private final SourceHealth searchHealth = new SourceHealth("x-recent-search");
    private final SourceHealth streamHealth = new SourceHealth("x-filtered-stream");
    private final XStreamCoverage streamCoverage;
    private final XStreamRules streamRules;
    private final AbortableClient streamClient;
    private final XStreamConnector streamConnector;

    /** @param sample whether what is polled from X is samples */
    XBeans(SourceParts parts, boolean sample) {
        this.parts = parts;
        this.settings = parts.settings();
        this.sample = sample;
        List<String> rules =
                Queries.split(settings.optional(Setting.X_STREAM_RULES).orElse(settings.text(Setting.X_QUERY)));
        if ("true".equals(settings.text(Setting.X_STREAM_ENABLED))) {
            warnOfGaps(rules);
        }
        this.streamCoverage = new XStreamCoverage(
                rules,
                settings.duration(Setting.X_STREAM_OVERLAP),
                settings.integer(Setting.X_STREAM_BACKFILL_MINUTES),
                parts.clock());
        this.streamRules = new XStreamRules(rules, parts.clock());
        this.streamClient = new AbortableClient(xAuthentication());
        this.streamConnector =
                new XStreamConnector(streamCoverage, streamClient, parts.largestMessage(), parts.clock());
    }

    @BindToRegistry("xRecentSearch")
    public PagedPoll xRecentSearch() {
        String api = sample ? SourceParts.SAMPLES : settings.text(Setting.X_API_URL);
        SourceCounters counters = parts.counters("x-recent-search");
        List<XRecentSearch> queries = parts.queries(Setting.X_QUERY).stream()
                .map(query -> new XRecentSearch(api, query, counters, streamCoverage))
                .toList();
        return new PagedPoll(
                parts.ofTweets("X recent search", sample, searchHealth, counters, RequestBudget.unlimited()),
                parts.walks(queries, "x-recent-search", settings.integer(Setting.X_PAGE_BUDGET)));
    }

    @BindToRegistry("xRecentSearchHealth")
    public SourceHealth xRecentSearchHealth() {
        return searchHealth;
    }

    @BindToRegistry("xStreamRules")
    public XStreamRules xStreamRules() {
        return streamRules;
    }

    @BindToRegistry("xStreamClient")
    public AbortableClient xStreamClient() {
        return streamClient;
    }

    @BindToRegistry("xStreamConnector")
    public XStreamConnector xStreamConnector() {
        return streamConnector;
    }

    @BindToRegistry("xFilteredStream")
    public XFilteredStream xFilteredStream() {
        SourceCounters counters = parts.counters("x-filtered-stream");
        return new XFilteredStream(
                streamConnector,
                streamRules,
                streamCoverage,
                parts.ofTweets("X filtered stream", false, streamHealth, counters, RequestBudget.unlimited()));
    }

    @BindToRegistry("xFilteredStreamHealth")
    public SourceHealth xFilteredStreamHealth() {
        return streamHealth;
    }

    @BindToRegistry("xAuthentication")
    public ApiClient xAuthentication() {
        return ApiClient.withBearerToken(
                URI.create(settings.text(Setting.X_API_URL)),
                SourceParts.USER_AGENT,
                settings.text(Setting.X_BEARER_TOKEN));
    }

    private void warnOfGaps(List<String> rules) {
        List<String> searched = Queries.split(settings.text(Setting.X_QUERY));
        rules.stream()
                .filter(rule -> !searched.contains(rule))
                .forEach(rule -> LOG.warn(
                        "X filtered stream: nobody looks for what the rule [{}] misses while the stream is not connected;"
                                + " add it to x.query",
                        rule));
    }
}
