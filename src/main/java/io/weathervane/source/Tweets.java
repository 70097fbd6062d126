package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.source.MessageKind.Collector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Finds the tweets in X API v2's JSON and gives each the author that came beside it. */
final class Tweets {

    /** Tweet ids are numbers that grow with time; more digits are a larger number. */
    static final Comparator<String> ID_ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private Tweets() {}

    static void collect(JsonNode value, Collector into) {
        JsonNode data = value.path("data");
        Map<String, JsonNode> users = users(value);
        if (data.isArray()) {
            data.forEach(tweet -> tweet(tweet, users, into));
        } else if (data.isObject()) {
            tweet(data, users, into);
        } else if (!isEmptyAnswer(value)) {
            tweet(value, Map.of(), into);
        }
    }

    private static void tweet(JsonNode value, Map<String, JsonNode> users, Collector into) {
        if (!(value instanceof ObjectNode tweet)) {
            into.bad(value, DeadLetterReason.NOT_A_MESSAGE, "a tweet is a JSON object, this is a " + typeOf(value));
            return;
        }
        String id = Json.text(tweet, "id");
        if (id == null) {
            into.bad(value, DeadLetterReason.NO_ID, "the tweet has no id");
            return;
        }
        String authorId = Json.text(tweet, "author_id");
        if (authorId != null && users.containsKey(authorId)) {
            tweet.set("author", users.get(authorId));
        }
        into.message(id, tweet);
    }

    private static Map<String, JsonNode> users(JsonNode answer) {
        Map<String, JsonNode> users = new HashMap<>();
        for (JsonNode user : answer.path("includes").path("users")) {
            String id = Json.text(user, "id");
            if (id != null) {
                users.put(id, user);
            }
        }
        return users;
    }

    private static boolean isEmptyAnswer(JsonNode value) {
        return value.isObject() && !value.has("id") && value.path("meta").has("result_count");
    }

    private static String typeOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
