package io.weathervane.source;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.config.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that the polling and importing routes name. */
public final class SourceBeans implements CamelConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SourceBeans.class);

    private static final String USER_AGENT = "Weathervane/" + Version.current();

    /** As many ids of tweets as the old search hands out in some days; the index's own ids catch the rest. */
    private static final int TWEETS_REMEMBERED = 100_000;

    private static final long REMEMBERED_BYTES = 4_000_000;

    /** What a cursor over the samples belongs to: their address changes with the port. */
    private static final String SAMPLES = "samples";

    /** What Kafka adds to a message: its key, its headers and the frame of a batch. */
    private static final int RECORD_OVERHEAD = 1_024;

    private final Settings settings;
    private final boolean sampleX;
    private final boolean sampleNewsApi;
    private final Clock clock;

    private final XStreamCoverage xStreamCoverage;
    private final XStreamRules xStreamRules;
    private final AbortableClient xStreamClient;
    private final XStreamConnector xStreamConnector;

    /**
     * @param sampleX whether what is polled from X is samples
     * @param sampleNewsApi whether what is polled from NewsAPI is samples
     */
    public SourceBeans(Settings settings, boolean sampleX, boolean sampleNewsApi, Clock clock) {
        this.settings = settings;
        this.sampleX = sampleX;
        this.sampleNewsApi = sampleNewsApi;
        this.clock = clock;
        List<String> rules =
                QueryList.of(settings.optional(Setting.X_STREAM_RULES).orElse(settings.text(Setting.X_QUERY)));
        if ("true".equals(settings.text(Setting.X_STREAM_ENABLED))) {
            warnOfGaps(rules);
        }
        this.xStreamCoverage = new XStreamCoverage(
                rules,
                settings.duration(Setting.X_STREAM_OVERLAP),
                settings.integer(Setting.X_STREAM_BACKFILL_MINUTES),
                clock);
        this.xStreamRules = new XStreamRules(rules, clock);
        this.xStreamClient = new AbortableClient(xAuthentication());
        this.xStreamConnector = new XStreamConnector(xStreamCoverage, xStreamClient, largestMessage(), clock);
    }

    @BindToRegistry("xRecentSearch")
    public XRecentSearch xRecentSearch() {
        return new XRecentSearch(
                        sampleX ? SAMPLES : settings.text(Setting.X_API_URL),
                        settings.text(Setting.X_QUERY),
                        settings.integer(Setting.X_PAGE_BUDGET),
                        cursor("x-recent-search"),
                        tweets(sampleX),
                        clock)
                .besides(xStreamCoverage);
    }

    @BindToRegistry("xStreamRules")
    public XStreamRules xStreamRules() {
        return xStreamRules;
    }

    @BindToRegistry("xStreamClient")
    public AbortableClient xStreamClient() {
        return xStreamClient;
    }

    @BindToRegistry("xStreamConnector")
    public XStreamConnector xStreamConnector() {
        return xStreamConnector;
    }

    @BindToRegistry("xFilteredStream")
    public XFilteredStream xFilteredStream() {
        return new XFilteredStream(xStreamConnector, xStreamRules, xStreamCoverage, tweets(false), clock);
    }

    @BindToRegistry("xAuthentication")
    public ApiClient xAuthentication() {
        return ApiClient.withBearerToken(
                URI.create(settings.text(Setting.X_API_URL)), USER_AGENT, settings.text(Setting.X_BEARER_TOKEN));
    }

    @BindToRegistry("newsApiEverything")
    public NewsApiEverything newsApiEverything() {
        return new NewsApiEverything(
                sampleNewsApi ? SAMPLES : settings.text(Setting.NEWSAPI_API_URL),
                settings.text(Setting.NEWSAPI_QUERY),
                settings.text(Setting.NEWSAPI_LANGUAGE),
                settings.integer(Setting.NEWSAPI_PAGE_BUDGET),
                cursor("newsapi-everything"),
                news(sampleNewsApi),
                clock);
    }

    @BindToRegistry("newsApiAuthentication")
    public ApiClient newsApiAuthentication() {
        return ApiClient.withHeader(
                URI.create(settings.text(Setting.NEWSAPI_API_URL)),
                USER_AGENT,
                "X-Api-Key",
                settings.text(Setting.NEWSAPI_API_KEY));
    }

    @BindToRegistry("twitterV1")
    public TwitterV1 twitterV1() {
        return new TwitterV1(tweets(false));
    }

    @BindToRegistry("twitterSeen")
    public IdempotentRepository twitterSeen() {
        return FileIdempotentRepository.fileIdempotentRepository(
                data().resolve("cursors").resolve("twitter-v1-seen.txt").toFile(), TWEETS_REMEMBERED, REMEMBERED_BYTES);
    }

    @BindToRegistry("fileImport")
    public FileImport fileImport() {
        return new FileImport(settings.path(Setting.INBOX_DIR), tweets(false), news(false), largestMessage(), clock);
    }

    @BindToRegistry("sampleApis")
    public SampleApis sampleApis() {
        return new SampleApis(
                settings.path(Setting.SAMPLES_DIR),
                data().resolve("samples.properties"),
                settings.duration(Setting.SAMPLES_X_INTERVAL),
                settings.duration(Setting.SAMPLES_NEWSAPI_INTERVAL),
                settings.integer(Setting.SAMPLES_BACKLOG) / 100.0,
                sampleX,
                sampleNewsApi,
                clock);
    }

    private void warnOfGaps(List<String> rules) {
        List<String> searched = QueryList.of(settings.text(Setting.X_QUERY));
        rules.stream()
                .filter(rule -> !searched.contains(rule))
                .forEach(rule -> LOG.warn(
                        "X filtered stream: nobody looks for what the rule [{}] misses while the stream is not connected;"
                                + " add it to x.query",
                        rule));
    }

    private int largestMessage() {
        return settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES) - RECORD_OVERHEAD;
    }

    private CursorFile cursor(String name) {
        return new CursorFile(data().resolve("cursors"), name);
    }

    private KafkaMessages tweets(boolean sample) {
        return new KafkaMessages(settings.text(Setting.KAFKA_TOPIC_TWEETS), sample, clock);
    }

    private KafkaMessages news(boolean sample) {
        return new KafkaMessages(settings.text(Setting.KAFKA_TOPIC_NEWS), sample, clock);
    }

    private Path data() {
        return settings.path(Setting.DATA_DIR);
    }
}
