package io.weathervane.source;

import java.util.Map;

/**
 * A query of NewsAPI's {@code GET /v2/everything}, newest first, from the publication time of the newest article of the last
 * walk. Several articles of that second are read again, and are seen.
 */
final class NewsApiEverything extends NewsApiQuery {

    private final String apiUrl;
    private final String query;
    private final String language;

    /**
     * @param apiUrl the API's base address; the cursor of another API does not count
     * @param query in NewsAPI's query language
     * @param language two letters, or blank for all
     */
    NewsApiEverything(String apiUrl, String query, String language, SourceCounters counters) {
        super(counters);
        this.apiUrl = apiUrl;
        this.query = query;
        this.language = language.strip();
    }

    @Override
    public String scope() {
        return apiUrl + " " + query + " " + language;
    }

    @Override
    public String path() {
        return "everything";
    }

    @Override
    String settings() {
        return "newsapi.query or newsapi.language (environment: NEWSAPI_QUERY, NEWSAPI_LANGUAGE)";
    }

    @Override
    boolean hasWindows() {
        return true;
    }

    @Override
    void question(Map<String, String> parameters, String since, String to) {
        parameters.put("q", query);
        if (!language.isEmpty()) {
            parameters.put("language", language);
        }
        if (since != null) {
            parameters.put("from", since);
        }
        if (to != null) {
            parameters.put("to", to);
        }
        parameters.put("sortBy", "publishedAt");
    }

    @Override
    public String toString() {
        return "the query [" + query + "]";
    }
}
