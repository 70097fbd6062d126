package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Reaction;
import io.weathervane.source.ApiAnswer.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query of X API v2's recent search, {@code GET /2/tweets/search/recent}: pages by {@code next_token}, goes on from
 * {@code since_id}, obeys {@code x-rate-limit-remaining} and {@code x-rate-limit-reset}.
 */
final class XRecentSearch implements PagedQuery {

    private static final Logger LOG = LoggerFactory.getLogger(XRecentSearch.class);

    private static final String TWEET_FIELDS = "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,"
            + "in_reply_to_user_id,lang,possibly_sensitive,public_metrics,referenced_tweets";
    private static final String USER_FIELDS =
            "created_at,description,location,name,profile_image_url,protected,public_metrics,url,username,verified";

    private final String apiUrl;
    private final String query;
    private final SourceCounters counters;
    private final XStreamCoverage stream;

    /**
     * @param apiUrl the API's base address; the cursor of another API does not count
     * @param query in X's query language
     * @param stream what need not be searched for
     */
    XRecentSearch(String apiUrl, String query, SourceCounters counters, XStreamCoverage stream) {
        this.apiUrl = apiUrl;
        this.query = query;
        this.counters = counters;
        this.stream = stream;
    }

    /** What is asked for of each tweet. */
    static Map<String, String> fields() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("tweet.fields", TWEET_FIELDS);
        parameters.put("expansions", "author_id");
        parameters.put("user.fields", USER_FIELDS);
        return parameters;
    }

    @Override
    public boolean isNeeded(Instant lastWholeWalk) {
        return !stream.covers(query, lastWholeWalk);
    }

    @Override
    public Optional<String> broughtElsewhere() {
        return stream.position();
    }

    @Override
    public String scope() {
        return apiUrl + " " + query;
    }

    @Override
    public Comparator<String> order() {
        return Tweets.ID_ORDER;
    }

    @Override
    public Map<String, String> parameters(String since, String next) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", query);
        parameters.put("max_results", "100");
        parameters.putAll(fields());
        if (since != null) {
            parameters.put("since_id", since);
        }
        if (next != null) {
            parameters.put("next_token", next);
        }
        return parameters;
    }

    @Override
    public ApiAnswer interpret(ApiResponse response, String since, String next) {
        counters.rateLimit(response);
        return switch (response.status()) {
            case 200 -> page(response);
            case 401, 403 ->
                new Refusal(
                        Reaction.STOP,
                        "X refuses the bearer token (" + XProblem.of(response)
                                + "). Put a valid one into x.bearer-token (environment: X_BEARER_TOKEN) and start again.");
            case 429 -> Refusal.waitUntil(XRateLimit.reset(response), "the rate limit is reached");
            case 400 -> badRequest(response, since, next);
            default -> retry(response);
        };
    }

    private ApiAnswer page(ApiResponse response) {
        try {
            JsonNode root = response.json();
            JsonNode meta = root.path("meta");
            if (!root.isObject() || !root.has("data") && !meta.has("result_count")) {
                return new Refusal(Reaction.RETRY, "X's answer is JSON without data, the next poll tries again");
            }
            notePartialErrors(root.path("errors"));
            boolean limitReached = "0".equals(response.header("x-rate-limit-remaining"));
            return new Page(
                    MessageKind.TWEET.items(root, 1),
                    Json.text(meta, "newest_id"),
                    Json.text(meta, "next_token"),
                    limitReached ? XRateLimit.reset(response) : null);
        } catch (IOException e) {
            return new Refusal(Reaction.RETRY, "X's answer is no JSON, the next poll tries again: " + Json.problem(e));
        }
    }

    /** X gives what it can, and says beside it what it could not: a deleted author, a protected account. */
    private void notePartialErrors(JsonNode errors) {
        if (!errors.isEmpty()) {
            counters.partialErrors(errors.size());
            LOG.warn(
                    "X recent search: {} partial errors beside the data, the first one: {}",
                    errors.size(),
                    XProblem.detail(errors.path(0)));
        }
    }

    private static ApiAnswer badRequest(ApiResponse response, String since, String next) {
        for (JsonNode error : XProblem.errors(response)) {
            if (since != null && error.path("parameters").has("since_id")) {
                return new Refusal(
                        Reaction.FORGET_CURSOR,
                        "X does not go back to the tweet " + since + " that was the last one (it keeps 7 days); tweets "
                                + "between then and now may be missing, going on with the newest");
            }
        }
        if (next != null) {
            // it was understood without the token of the page
            return new Refusal(
                    Reaction.RESTART,
                    "X does not take the token of the next page (" + XProblem.of(response)
                            + "), the walk starts again");
        }
        return new Refusal(
                Reaction.STOP_QUERY,
                "X does not understand the query (" + XProblem.of(response)
                        + "). Correct it in x.query (environment: X_QUERY) and start again.");
    }

    private static Refusal retry(ApiResponse response) {
        return new Refusal(Reaction.RETRY, "X answers " + XProblem.of(response) + ", the next poll tries again");
    }

    @Override
    public String toString() {
        return "the query [" + query + "]";
    }
}
