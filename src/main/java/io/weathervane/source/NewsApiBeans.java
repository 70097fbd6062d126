package io.weathervane.source;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;

/** The beans of NewsAPI's route. */
public final class NewsApiBeans implements CamelConfiguration {

    private final SourceParts parts;
    private final Settings settings;
    private final boolean sample;
    private final SourceHealth health = new SourceHealth("newsapi");

    /** @param sample whether what is polled from NewsAPI is samples */
    NewsApiBeans(SourceParts parts, boolean sample) {
        this.parts = parts;
        this.settings = parts.settings();
        this.sample = sample;
    }

    @BindToRegistry("newsApi")
    public PagedPoll newsApi() {
        SourceCounters counters = parts.counters("newsapi");
        List<PagedQuery> queries = new ArrayList<>(everything(counters));
        if (!sample) {
            queries.addAll(headlines(counters));
        }
        int pageBudget = settings.integer(Setting.NEWSAPI_PAGE_BUDGET);
        return new PagedPoll(
                parts.ofNews("NewsAPI", sample, health, counters, budget(queries.size() * pageBudget)),
                parts.walks(queries, "newsapi-everything", pageBudget));
    }

    @BindToRegistry("newsApiHealth")
    public SourceHealth newsApiHealth() {
        return health;
    }

    @BindToRegistry("newsApiAuthentication")
    public ApiClient newsApiAuthentication() {
        return ApiClient.withHeader(
                URI.create(settings.text(Setting.NEWSAPI_API_URL)),
                SourceParts.USER_AGENT,
                "X-Api-Key",
                settings.text(Setting.NEWSAPI_API_KEY));
    }

    private List<NewsApiEverything> everything(SourceCounters counters) {
        String api = sample ? SourceParts.SAMPLES : settings.text(Setting.NEWSAPI_API_URL);
        String language = settings.text(Setting.NEWSAPI_LANGUAGE);
        return parts.queries(Setting.NEWSAPI_QUERY).stream()
                .map(query -> new NewsApiEverything(api, query, language, counters))
                .toList();
    }

    private List<NewsApiHeadlines> headlines(SourceCounters counters) {
        return NewsApiHeadlines.of(
                settings.text(Setting.NEWSAPI_API_URL),
                settings.text(Setting.NEWSAPI_HEADLINES_COUNTRY),
                settings.text(Setting.NEWSAPI_HEADLINES_CATEGORY),
                settings.text(Setting.NEWSAPI_HEADLINES_SOURCES),
                settings.text(Setting.NEWSAPI_HEADLINES_QUERY),
                counters);
    }

    private RequestBudget budget(int requestsOfPoll) {
        return sample
                ? RequestBudget.unlimited()
                : new RequestBudget(
                        new CursorFile(parts.cursors(), "newsapi-budget"),
                        settings.text(Setting.NEWSAPI_API_URL),
                        settings.integer(Setting.NEWSAPI_DAILY_REQUESTS),
                        requestsOfPoll,
                        parts.clock());
    }
}
