package io.weathervane.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.config.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.component.twitter.search.TwitterSearchComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that the polling and importing routes name. */
public final class SourceBeans implements CamelConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SourceBeans.class);

    private static final String USER_AGENT = "Weathervane/" + Version.current();

    /** For each kind of message; some 10 MB of memory. The index's own ids catch the rest. */
    private static final int MESSAGES_REMEMBERED = 100_000;

    /** What a cursor over the samples belongs to: their address changes with the port. */
    private static final String SAMPLES = "samples";

    /** What Kafka adds to a message: its key, its headers and the frame of a batch. */
    private static final int RECORD_OVERHEAD = 1_024;

    private final Settings settings;
    private final MeterRegistry meters;
    private final boolean sampleX;
    private final boolean sampleNewsApi;
    private final Clock clock;
    private final SeenMessages seenTweets;
    private final SeenMessages seenArticles;
    private final SourceHealth xHealth = new SourceHealth("x-recent-search");
    private final SourceHealth xStreamHealth = new SourceHealth("x-filtered-stream");
    private final SourceHealth newsApiHealth = new SourceHealth("newsapi");

    private final XStreamCoverage xStreamCoverage;
    private final XStreamRules xStreamRules;
    private final AbortableClient xStreamClient;
    private final XStreamConnector xStreamConnector;

    /**
     * @param sampleX whether what is polled from X is samples
     * @param sampleNewsApi whether what is polled from NewsAPI is samples
     */
    public SourceBeans(Settings settings, MeterRegistry meters, boolean sampleX, boolean sampleNewsApi, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.seenTweets = seen("tweets");
        this.seenArticles = seen("articles");
        this.sampleX = sampleX;
        this.sampleNewsApi = sampleNewsApi;
        this.clock = clock;
        List<String> rules =
                Queries.split(settings.optional(Setting.X_STREAM_RULES).orElse(settings.text(Setting.X_QUERY)));
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
    public PagedPoll xRecentSearch() {
        String api = sampleX ? SAMPLES : settings.text(Setting.X_API_URL);
        SourceCounters counters = new SourceCounters(meters, "x-recent-search");
        List<XRecentSearch> queries = queries(Setting.X_QUERY).stream()
                .map(query -> new XRecentSearch(api, query, counters, xStreamCoverage))
                .toList();
        return new PagedPoll(
                new PagedSource(
                        "X recent search",
                        tweets(sampleX),
                        seenTweets,
                        xHealth,
                        counters,
                        RequestBudget.unlimited(),
                        clock),
                walks(queries, "x-recent-search", settings.integer(Setting.X_PAGE_BUDGET)));
    }

    @BindToRegistry("xRecentSearchHealth")
    public SourceHealth xRecentSearchHealth() {
        return xHealth;
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
        PagedSource source = new PagedSource(
                "X filtered stream",
                tweets(false),
                seenTweets,
                xStreamHealth,
                new SourceCounters(meters, "x-filtered-stream"),
                RequestBudget.unlimited(),
                clock);
        return new XFilteredStream(xStreamConnector, xStreamRules, xStreamCoverage, source);
    }

    @BindToRegistry("xFilteredStreamHealth")
    public SourceHealth xFilteredStreamHealth() {
        return xStreamHealth;
    }

    @BindToRegistry("xAuthentication")
    public ApiClient xAuthentication() {
        return ApiClient.withBearerToken(
                URI.create(settings.text(Setting.X_API_URL)), USER_AGENT, settings.text(Setting.X_BEARER_TOKEN));
    }

    @BindToRegistry("newsApi")
    public PagedPoll newsApi() {
        SourceCounters counters = new SourceCounters(meters, "newsapi");
        List<PagedQuery> queries = new ArrayList<>(newsApiEverything(counters));
        if (!sampleNewsApi) {
            queries.addAll(newsApiHeadlines(counters));
        }
        int pageBudget = settings.integer(Setting.NEWSAPI_PAGE_BUDGET);
        return new PagedPoll(
                new PagedSource(
                        "NewsAPI",
                        news(sampleNewsApi),
                        seenArticles,
                        newsApiHealth,
                        counters,
                        newsApiBudget(queries.size() * pageBudget),
                        clock),
                walks(queries, "newsapi-everything", pageBudget));
    }

    @BindToRegistry("newsApiHealth")
    public SourceHealth newsApiHealth() {
        return newsApiHealth;
    }

    private List<NewsApiEverything> newsApiEverything(SourceCounters counters) {
        String api = sampleNewsApi ? SAMPLES : settings.text(Setting.NEWSAPI_API_URL);
        String language = settings.text(Setting.NEWSAPI_LANGUAGE);
        return queries(Setting.NEWSAPI_QUERY).stream()
                .map(query -> new NewsApiEverything(api, query, language, counters))
                .toList();
    }

    private List<NewsApiHeadlines> newsApiHeadlines(SourceCounters counters) {
        return NewsApiHeadlines.of(
                settings.text(Setting.NEWSAPI_API_URL),
                settings.text(Setting.NEWSAPI_HEADLINES_COUNTRY),
                settings.text(Setting.NEWSAPI_HEADLINES_CATEGORY),
                settings.text(Setting.NEWSAPI_HEADLINES_SOURCES),
                settings.text(Setting.NEWSAPI_HEADLINES_QUERY),
                counters);
    }

    private RequestBudget newsApiBudget(int requestsOfPoll) {
        return sampleNewsApi
                ? RequestBudget.unlimited()
                : new RequestBudget(
                        new CursorFile(cursors(), "newsapi-budget"),
                        settings.text(Setting.NEWSAPI_API_URL),
                        settings.integer(Setting.NEWSAPI_DAILY_REQUESTS),
                        requestsOfPoll,
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

    /** Not by {@code camel.component.*} settings: Camel logs at debug what a placeholder stands for. */
    @BindToRegistry("twitter-search-component")
    public TwitterSearchComponent twitterSearch() {
        TwitterSearchComponent component = new TwitterSearchComponent();
        component.setConsumerKey(settings.text(Setting.TWITTER_CONSUMER_KEY));
        component.setConsumerSecret(settings.text(Setting.TWITTER_CONSUMER_SECRET));
        component.setAccessToken(settings.text(Setting.TWITTER_ACCESS_TOKEN));
        component.setAccessTokenSecret(settings.text(Setting.TWITTER_ACCESS_TOKEN_SECRET));
        return component;
    }

    @BindToRegistry("seenTweets")
    public SeenMessages seenTweets() {
        return seenTweets;
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

    private List<String> queries(Setting setting) {
        List<String> queries = Queries.split(settings.text(setting));
        if (queries.isEmpty()) {
            throw new ConfigurationException(
                    setting.key() + " has no query in it; set it in application.properties or as " + setting.variable()
                            + " in the environment");
        }
        return queries;
    }

    private List<QueryWalk> walks(List<? extends PagedQuery> queries, String source, int pageBudget) {
        return queries.stream()
                .map(query ->
                        new QueryWalk(query, CursorFile.ofQuery(cursors(), source, query.scope()), pageBudget, clock))
                .toList();
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

    private int largestMessage() {
        return settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES) - RECORD_OVERHEAD;
    }

    private SeenMessages seen(String kind) {
        return new SeenMessages(cursors().resolve("seen-" + kind + ".txt"), MESSAGES_REMEMBERED);
    }

    private Path cursors() {
        return data().resolve("cursors");
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
