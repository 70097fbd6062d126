package io.weathervane.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.time.Clock;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.component.twitter.search.TwitterSearchComponent;

/** The beans that the polling and importing routes name; those of X and of NewsAPI have classes of their own. */
public final class SourceBeans implements CamelConfiguration {

    private final SourceParts parts;
    private final Settings settings;
    private final boolean sampleX;
    private final boolean sampleNewsApi;

    private SourceBeans(SourceParts parts, boolean sampleX, boolean sampleNewsApi) {
        this.parts = parts;
        this.settings = parts.settings();
        this.sampleX = sampleX;
        this.sampleNewsApi = sampleNewsApi;
    }

    /**
     * The beans of all sources.
     *
     * @param sampleX whether what is polled from X is samples
     * @param sampleNewsApi whether what is polled from NewsAPI is samples
     */
    public static CamelConfiguration[] of(
            Settings settings, MeterRegistry meters, boolean sampleX, boolean sampleNewsApi, Clock clock) {
        SourceParts parts = new SourceParts(settings, meters, clock);
        return new CamelConfiguration[] {
            new XBeans(parts, sampleX),
            new NewsApiBeans(parts, sampleNewsApi),
            new SourceBeans(parts, sampleX, sampleNewsApi)
        };
    }

    @BindToRegistry("twitterV1")
    public TwitterV1 twitterV1() {
        return new TwitterV1(parts.tweets(false));
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
        return parts.seenTweets();
    }

    @BindToRegistry("fileImport")
    public FileImport fileImport() {
        return new FileImport(
                settings.path(Setting.INBOX_DIR),
                parts.tweets(false),
                parts.news(false),
                parts.largestMessage(),
                parts.clock());
    }

    @BindToRegistry("sampleApis")
    public SampleApis sampleApis() {
        return new SampleApis(
                settings.path(Setting.SAMPLES_DIR),
                parts.data().resolve("samples.properties"),
                settings.duration(Setting.SAMPLES_X_INTERVAL),
                settings.duration(Setting.SAMPLES_NEWSAPI_INTERVAL),
                settings.integer(Setting.SAMPLES_BACKLOG) / 100.0,
                sampleX,
                sampleNewsApi,
                parts.clock());
    }
}
