package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands in for X API v2's recent search: answers from samples as X documents it, whatever the query is. Thread-safe.
 */
final class SampleTweets {

    private static final int LIMIT = 450;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int TOKEN_RADIX = 36;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final List<ObjectNode> samples;
    private final SampleTimeline timeline;
    private final Clock clock;
    /** By how much ids are larger in the next round. */
    private final BigInteger roundLength;

    private Instant windowEnd = Instant.MIN;
    private int remaining;

    /**
     * @param samples objects with {@code data} and {@code includes.users}; published in the order of their ids; one without a time
     *     stays without
     */
    SampleTweets(List<ObjectNode> samples, double backlog, Instant anchor, Duration interval, Clock clock) {
        this.samples = new ArrayList<>(samples);
        this.samples.sort(Comparator.comparing(SampleTweets::id));
        this.timeline = new SampleTimeline(samples.size(), (int) (samples.size() * backlog), anchor, interval);
        this.clock = clock;
        this.roundLength = id(this.samples.get(samples.size() - 1))
                .subtract(id(this.samples.get(0)))
                .add(BigInteger.ONE);
    }

    synchronized SampleAnswer recentSearch(Map<String, String> parameters) {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            remaining = LIMIT;
        }
        if (remaining == 0) {
            return new SampleAnswer(429, rateLimit(), problem("Too Many Requests", "Too Many Requests"));
        }
        remaining--;
        if (parameters.getOrDefault("query", "").isBlank()) {
            return invalid("query", "", "The `query` query parameter can not be empty");
        }
        String wanted = parameters.getOrDefault("max_results", "10");
        int maxResults = number(wanted) == null
                ? 0
                : number(wanted).min(BigInteger.valueOf(1000)).intValue();
        if (maxResults < 10 || maxResults > 100) {
            return invalid(
                    "max_results",
                    wanted,
                    "The `max_results` query parameter value [" + wanted + "] is not between 10 and 100");
        }
        String since = parameters.get("since_id");
        if (since != null && number(since) == null) {
            return invalid("since_id", since, "The `since_id` query parameter value [" + since + "] is not valid");
        }
        String token = parameters.get("next_token");
        BigInteger before = token == null ? null : fromToken(token);
        if (token != null && before == null) {
            return invalid("next_token", token, "The `next_token` query parameter value [" + token + "] is not valid");
        }
        boolean authors = parameters.getOrDefault("expansions", "").contains("author_id");
        return new SampleAnswer(
                200, rateLimit(), page(now, since == null ? null : number(since), before, maxResults, authors));
    }

    private ObjectNode page(Instant now, BigInteger since, BigInteger before, int maxResults, boolean authors) {
        ArrayNode data = Json.MAPPER.createArrayNode();
        Set<JsonNode> users = new LinkedHashSet<>();
        boolean more = false;
        for (long i = timeline.published(now) - 1; i >= timeline.oldest(now); i--) {
            ObjectNode sample = samples.get(timeline.sample(i));
            BigInteger id = id(sample).add(roundLength.multiply(BigInteger.valueOf(timeline.round(i))));
            if (since != null && id.compareTo(since) <= 0) {
                break;
            }
            if (before != null && id.compareTo(before) >= 0) {
                continue;
            }
            if (data.size() == maxResults) {
                more = true;
                break;
            }
            ObjectNode tweet = sample.path("data").deepCopy();
            tweet.put("id", id.toString());
            if (tweet.hasNonNull("created_at")) {
                tweet.put("created_at", TIME.format(timeline.published(i)));
            }
            data.add(tweet);
            sample.path("includes").path("users").forEach(users::add);
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ObjectNode meta = Json.MAPPER.createObjectNode();
        if (!data.isEmpty()) {
            answer.set("data", data);
            if (authors && !users.isEmpty()) {
                answer.putObject("includes").putArray("users").addAll(users);
            }
            meta.put("newest_id", data.get(0).path("id").asText());
            meta.put("oldest_id", data.get(data.size() - 1).path("id").asText());
        }
        meta.put("result_count", data.size());
        if (more) {
            meta.put("next_token", toToken(data.get(data.size() - 1).path("id").asText()));
        }
        answer.set("meta", meta);
        return answer;
    }

    private SampleAnswer invalid(String parameter, String value, String message) {
        ObjectNode body = problem("Invalid Request", "One or more parameters to your request was invalid.");
        ObjectNode error = body.putArray("errors").addObject();
        error.putObject("parameters").putArray(parameter).add(value);
        error.put("message", message);
        body.put("type", "https://api.twitter.com/2/problems/invalid-request");
        return new SampleAnswer(400, rateLimit(), body);
    }

    private Map<String, String> rateLimit() {
        return Map.of(
                "x-rate-limit-limit", Integer.toString(LIMIT),
                "x-rate-limit-remaining", Integer.toString(remaining),
                "x-rate-limit-reset", Long.toString(windowEnd.getEpochSecond()));
    }

    private static ObjectNode problem(String title, String detail) {
        return Json.MAPPER.createObjectNode().put("title", title).put("detail", detail);
    }

    private static BigInteger id(ObjectNode sample) {
        return new BigInteger(sample.path("data").path("id").asText());
    }

    private static String toToken(String id) {
        return "s" + new BigInteger(id).toString(TOKEN_RADIX);
    }

    private static BigInteger fromToken(String token) {
        return token.matches("s[0-9a-z]{1,30}") ? new BigInteger(token.substring(1), TOKEN_RADIX) : null;
    }

    private static BigInteger number(String text) {
        return text.matches("\\d{1,30}") ? new BigInteger(text) : null;
    }
}
