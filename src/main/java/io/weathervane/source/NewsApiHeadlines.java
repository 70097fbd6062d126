package io.weathervane.source;

import io.weathervane.config.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A query of NewsAPI's {@code GET /v2/top-headlines}. It knows no time to start from: every poll reads all headlines of the
 * hour, and those that were there before are seen.
 */
final class NewsApiHeadlines extends NewsApiQuery {

    /** "maximum 20", says the page of the other endpoint. */
    private static final int MOST_SOURCES = 20;

    private final String apiUrl;
    private final Filter filter;
    private final SourceCounters counters;

    /**
     * Which headlines; blank where it does not matter.
     *
     * @param sources ids of sources; NewsAPI takes them without a country and a category only
     */
    record Filter(String country, String category, List<String> sources, String query) {

        private Filter withSources(List<String> others) {
            return new Filter(country, category, others, query);
        }
    }

    private NewsApiHeadlines(String apiUrl, Filter filter, SourceCounters counters) {
        super(counters);
        this.apiUrl = apiUrl;
        this.filter = filter;
        this.counters = counters;
    }

    /**
     * The queries that the settings {@code newsapi.headlines.*} ask for; none if they are all blank.
     *
     * @param sources ids, separated by commas
     * @param queries separated by {@code ;}
     */
    static List<NewsApiHeadlines> of(
            String apiUrl, String country, String category, String sources, String queries, SourceCounters counters) {
        List<String> ids = Arrays.stream(sources.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        if (!ids.isEmpty() && !(country.isBlank() && category.isBlank())) {
            throw new ConfigurationException(
                    "newsapi.headlines.sources cannot be combined with newsapi.headlines.country"
                            + " or newsapi.headlines.category: set one or the other");
        }
        if (ids.isEmpty() && country.isBlank() && category.isBlank() && queries.isBlank()) {
            return List.of();
        }
        List<String> asked = Queries.split(queries);
        List<NewsApiHeadlines> headlines = new ArrayList<>();
        for (String query : asked.isEmpty() ? List.of("") : asked) {
            int from = 0;
            do {
                List<String> some = ids.subList(from, Math.min(from + MOST_SOURCES, ids.size()));
                Filter filter = new Filter(country.strip(), category.strip(), some, query);
                headlines.add(new NewsApiHeadlines(apiUrl, filter, counters));
                from += MOST_SOURCES;
            } while (from < ids.size());
        }
        return headlines;
    }

    @Override
    public String scope() {
        return apiUrl + " top-headlines " + filter;
    }

    @Override
    public String path() {
        return "top-headlines";
    }

    @Override
    String settings() {
        return "newsapi.headlines.* (environment: NEWSAPI_HEADLINES_COUNTRY, _CATEGORY, _SOURCES, _QUERY)";
    }

    @Override
    boolean hasWindows() {
        return false;
    }

    @Override
    void question(Map<String, String> parameters, String since, String to) {
        put(parameters, "country", filter.country());
        put(parameters, "category", filter.category());
        put(parameters, "sources", String.join(",", filter.sources()));
        put(parameters, "q", filter.query());
    }

    @Override
    public List<PagedQuery> halves() {
        List<String> sources = filter.sources();
        int middle = sources.size() / 2;
        return sources.size() < 2
                ? List.of()
                : List.of(half(sources.subList(0, middle)), half(sources.subList(middle, sources.size())));
    }

    private NewsApiHeadlines half(List<String> sources) {
        return new NewsApiHeadlines(apiUrl, filter.withSources(sources), counters);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    @Override
    public String toString() {
        return "the headlines " + filter;
    }
}
