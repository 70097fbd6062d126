package io.weathervane.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.config.Version;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What the beans of all sources are made of. Thread-safe. */
final class SourceParts {

    static final String USER_AGENT = "Weathervane/" + Version.current();

    /** What a cursor over the samples belongs to: their address changes with the port. */
    static final String SAMPLES = "samples";

    /** For each kind of message; some 10 MB of memory. The index's own ids catch the rest. */
    private static final int MESSAGES_REMEMBERED = 100_000;

    private final Settings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final SeenMessages seenTweets;
    private final SeenMessages seenArticles;

    SourceParts(Settings settings, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.seenTweets = seen("tweets");
        this.seenArticles = seen("articles");
    }

    Settings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    /** One for all sources of tweets. */
    SeenMessages seenTweets() {
        return seenTweets;
    }

    SourceCounters counters(String source) {
        return new SourceCounters(meters, source);
    }

    PagedSource ofTweets(
            String name, boolean sample, SourceHealth health, SourceCounters counters, RequestBudget budget) {
        return new PagedSource(name, tweets(sample), seenTweets, health, counters, budget, clock);
    }

    PagedSource ofNews(
            String name, boolean sample, SourceHealth health, SourceCounters counters, RequestBudget budget) {
        return new PagedSource(name, news(sample), seenArticles, health, counters, budget, clock);
    }

    List<String> queries(Setting setting) {
        List<String> queries = Queries.split(settings.text(setting));
        if (queries.isEmpty()) {
            throw new ConfigurationException(
                    setting.key() + " has no query in it; set it in application.properties or as " + setting.variable()
                            + " in the environment");
        }
        return queries;
    }

    List<QueryWalk> walks(List<? extends PagedQuery> queries, String source, int pageBudget) {
        return queries.stream()
                .map(query ->
                        new QueryWalk(query, CursorFile.ofQuery(cursors(), source, query.scope()), pageBudget, clock))
                .toList();
    }

    int largestMessage() {
        return KafkaMessages.largestBody(settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES));
    }

    private SeenMessages seen(String kind) {
        return new SeenMessages(cursors().resolve("seen-" + kind + ".txt"), MESSAGES_REMEMBERED);
    }

    Path cursors() {
        return data().resolve("cursors");
    }

    KafkaMessages tweets(boolean sample) {
        return new KafkaMessages(settings.text(Setting.KAFKA_TOPIC_TWEETS), sample, clock);
    }

    KafkaMessages news(boolean sample) {
        return new KafkaMessages(settings.text(Setting.KAFKA_TOPIC_NEWS), sample, clock);
    }

    Path data() {
        return settings.path(Setting.DATA_DIR);
    }
}
