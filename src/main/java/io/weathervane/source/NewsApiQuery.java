package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Reaction;
import io.weathervane.source.ApiAnswer.Refusal;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What both endpoints of NewsAPI have in common: pages by number, 100 articles each, and the error codes. Immutable. */
abstract class NewsApiQuery implements PagedQuery {

    private static final int PAGE_SIZE = 100;

    /** When a limit says nothing of its end. */
    private static final Duration LIMIT_PAUSE = Duration.ofHours(1);

    private final SourceCounters counters;

    NewsApiQuery(SourceCounters counters) {
        this.counters = counters;
    }

    /** The settings that a person corrects when NewsAPI does not accept the query. */
    abstract String settings();

    /** Adds what is asked. */
    abstract void question(Map<String, String> parameters, String since, String to);

    /** Whether results are windows of time, which a cursor and a narrower window need. */
    abstract boolean hasWindows();

    @Override
    public final Comparator<String> order() {
        return Comparator.comparing(Instant::parse);
    }

    @Override
    public final Map<String, String> parameters(String since, String next) {
        NewsApiPosition position = NewsApiPosition.of(next);
        Map<String, String> parameters = new LinkedHashMap<>();
        question(parameters, since, position.to());
        parameters.put("pageSize", Integer.toString(PAGE_SIZE));
        parameters.put("page", Integer.toString(position.page()));
        return parameters;
    }

    @Override
    public final ApiAnswer interpret(ApiResponse response, String since, String next) {
        JsonNode root;
        try {
            root = response.json();
        } catch (IOException e) {
            String what =
                    response.status() == 200 ? "is no JSON: " + Json.problem(e) : "has the status " + response.status();
            return new Refusal(Reaction.RETRY, "NewsAPI's answer " + what + "; the next poll tries again");
        }
        if (response.status() == 200 && root.path("articles").isArray()) {
            return page(response, root, NewsApiPosition.of(next));
        }
        return refusal(response, root, since, NewsApiPosition.of(next));
    }

    private Page page(ApiResponse response, JsonNode root, NewsApiPosition position) {
        JsonNode articles = root.path("articles");
        var items = MessageKind.ARTICLE.items(root, 1);
        counters.count(SourceCounters.Outcome.REMOVED, articles.size() - items.size());
        boolean last = articles.isEmpty()
                || (long) position.page() * PAGE_SIZE
                        >= root.path("totalResults").asLong();
        String next = last ? null : position.nextPage(oldest(articles)).toString();
        return new Page(items, hasWindows() ? newest(articles, response.date()) : null, next, null);
    }

    private Refusal refusal(ApiResponse response, JsonNode root, String since, NewsApiPosition position) {
        NewsApiError error = NewsApiError.of(Json.text(root, "code"), response.status());
        String message = "NewsAPI answers " + response.status() + said(root) + ".";
        return switch (error.reaction()) {
            case STOP ->
                new Refusal(
                        Reaction.STOP,
                        message
                                + " Put a valid key into newsapi.api-key (environment: NEWSAPI_API_KEY) and start again.");
            case WAIT ->
                Refusal.waitUntil(
                        response.receivedAt().plus(response.retryAfter(LIMIT_PAUSE)),
                        message + " The limit is reached");
            case NARROW -> narrow(message, position);
            case STOP_QUERY -> wrongQuery(error, message, since);
            case SPLIT -> new Refusal(Reaction.SPLIT, message + " Correct " + settings() + " and start again.");
            default -> new Refusal(Reaction.RETRY, message + " The next poll tries again");
        };
    }

    private static String said(JsonNode root) {
        String code = Json.text(root, "code");
        String text = Json.text(root, "message");
        return (code == null ? "" : " " + code) + (text == null ? "" : " (" + Texts.oneLine(text) + ")");
    }

    private Refusal narrow(String message, NewsApiPosition position) {
        NewsApiPosition narrower = hasWindows() ? position.narrower() : null;
        return narrower == null
                ? new Refusal(Reaction.FINISH, message)
                : new Refusal(Reaction.NARROW, message, null, narrower.toString());
    }

    private Refusal wrongQuery(NewsApiError error, String message, String since) {
        if (error == NewsApiError.PARAMETER_INVALID && since != null) {
            return new Refusal(
                    Reaction.FORGET_CURSOR,
                    message + " Going on without the time of the last article, " + since
                            + ": the plan may not reach back to it, and articles since then may be missing");
        }
        return new Refusal(Reaction.STOP_QUERY, message + " Correct " + settings() + " and start again.");
    }

    private static String oldest(JsonNode articles) {
        return StreamSupport.stream(articles.spliterator(), false)
                .map(article -> instant(Json.text(article, "publishedAt")))
                .filter(published -> published != null)
                .min(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse(null);
    }

    /** The newest publication time, but not one in the future, which would hide all articles until then. */
    private static String newest(JsonNode articles, Instant now) {
        return StreamSupport.stream(articles.spliterator(), false)
                .map(article -> instant(Json.text(article, "publishedAt")))
                .filter(published -> published != null && !published.isAfter(now))
                .max(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse(null);
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
