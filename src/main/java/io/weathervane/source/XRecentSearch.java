package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Reaction;
import io.weathervane.source.ApiAnswer.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls X API v2's recent search, {@code GET /2/tweets/search/recent}: pages by {@code next_token}, goes on from
 * {@code since_id}, obeys {@code x-rate-limit-remaining} and {@code x-rate-limit-reset}.
 */
public final class XRecentSearch extends PagedPoll {

    private static final Logger LOG = LoggerFactory.getLogger(XRecentSearch.class);

    private static final String TWEET_FIELDS = "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,"
            + "in_reply_to_user_id,lang,possibly_sensitive,public_metrics,referenced_tweets";
    private static final String USER_FIELDS =
            "created_at,description,location,name,profile_image_url,protected,public_metrics,url,username,verified";

    /** X counts requests in windows of this length; no reset lies farther ahead, whatever the clocks say. */
    private static final Duration RATE_LIMIT_WINDOW = Duration.ofMinutes(15);

    private final String query;
    private XStreamCoverage stream;

    /**
     * @param apiUrl the API's base address; the cursor of another API does not count
     * @param query in X's query language
     * @param pageBudget the most pages of one poll, from 1; 100 tweets a page
     */
    public XRecentSearch(
            String apiUrl, String query, int pageBudget, CursorFile cursor, KafkaMessages messages, Clock clock) {
        super("X recent search", apiUrl + " " + query, cursor, pageBudget, messages, Tweets.ID_ORDER, clock);
        this.query = query;
    }

    /** Leaves to the filtered stream what that covers. */
    public XRecentSearch besides(XStreamCoverage coverage) {
        stream = coverage;
        return this;
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
    protected boolean isNeeded(Instant lastWholeWalk) {
        if (stream == null || !stream.covers(query, lastWholeWalk)) {
            return true;
        }
        stream.position().ifPresent(this::advance);
        return false;
    }

    @Override
    protected Map<String, String> parameters(String since, String next) {
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
    protected ApiAnswer interpret(int status, Message answer, byte[] body, String since, String next) {
        return switch (status) {
            case 200 -> page(answer, body);
            case 401, 403 ->
                new Refusal(
                        Reaction.STOP,
                        "X refuses the bearer token (" + problem(status, body)
                                + "). Put a valid one into x.bearer-token "
                                + "(environment: X_BEARER_TOKEN) and start again; polling has stopped",
                        null);
            case 429 -> {
                Instant reset = reset(answer, clock);
                yield new Refusal(Reaction.WAIT, "the rate limit is reached, going on at " + reset, reset);
            }
            case 400 -> badRequest(body, since);
            default -> retry(status, body);
        };
    }

    private ApiAnswer page(Message answer, byte[] body) {
        try {
            JsonNode root = Json.parse(body);
            JsonNode meta = root.path("meta");
            if (!root.isObject() || !root.has("data") && !meta.has("result_count")) {
                return new Refusal(Reaction.RETRY, "X's answer is JSON without data, the next poll tries again", null);
            }
            if (root.path("errors").size() > 0) {
                LOG.warn(
                        "X recent search: {} partial errors beside the data",
                        root.path("errors").size());
            }
            boolean limitReached = "0".equals(answer.getHeader("x-rate-limit-remaining", String.class));
            return new Page(
                    MessageKind.TWEET.items(root, 1),
                    Json.text(meta, "newest_id"),
                    Json.text(meta, "next_token"),
                    limitReached ? reset(answer, clock) : null);
        } catch (IOException e) {
            String message = "X's answer is no JSON, the next poll tries again: " + Json.problem(e);
            return new Refusal(Reaction.RETRY, message, null);
        }
    }

    private ApiAnswer badRequest(byte[] body, String since) {
        for (JsonNode error : errors(body)) {
            if (since != null && error.path("parameters").has("since_id")) {
                return new Refusal(
                        Reaction.FORGET_CURSOR,
                        "X does not go back to the tweet " + since + " that was the last one (it keeps 7 days); tweets "
                                + "between then and now may be missing, going on with the newest",
                        null);
            }
        }
        return new Refusal(
                Reaction.RETRY,
                "X does not understand the request (" + problem(400, body) + "). If it is the query, correct x.query",
                null);
    }

    private static Refusal retry(int status, byte[] body) {
        return new Refusal(Reaction.RETRY, "X answers " + problem(status, body) + ", the next poll tries again", null);
    }

    /** When X counts anew: at least a second from now, at most a window. */
    static Instant reset(Message answer, Clock clock) {
        Instant now = clock.instant();
        Instant latest = now.plus(RATE_LIMIT_WINDOW);
        try {
            String seconds = answer.getHeader("x-rate-limit-reset", "", String.class);
            Instant reset = Instant.ofEpochSecond(Long.parseLong(seconds.strip()));
            // a reset that has passed, by our clock, is a clock that is wrong: then one second must do
            Instant earliest = now.plusSeconds(1);
            return reset.isAfter(latest) ? latest : reset.isBefore(earliest) ? earliest : reset;
        } catch (NumberFormatException | DateTimeException noReset) {
            return latest;
        }
    }

    private static Iterable<JsonNode> errors(byte[] body) {
        try {
            return Json.parse(body).path("errors");
        } catch (IOException e) {
            return java.util.List.of();
        }
    }

    /** The status and, if the body is one of X's problems, what it says. */
    static String problem(int status, byte[] body) {
        try {
            JsonNode problem = Json.parse(body);
            JsonNode first = problem.path("errors").path(0).path("message");
            String detail = first.isTextual() ? first.textValue() : Json.text(problem, "detail");
            return detail == null ? Integer.toString(status) : status + ": " + Texts.oneLine(detail);
        } catch (IOException e) {
            return Integer.toString(status);
        }
    }
}
