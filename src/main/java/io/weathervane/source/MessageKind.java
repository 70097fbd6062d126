package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.deadletter.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two kinds of messages, and how each is found in JSON as its API answers and as people save it. */
public enum MessageKind {
    /** X API v2: an answer, a line of a stream with its own includes, or a bare tweet. */
    TWEET("id") {
        @Override
        void collect(JsonNode value, Collector into) {
            Tweets.collect(value, into);
        }
    },
    /** NewsAPI: an answer, or a bare article. Articles that NewsAPI has withdrawn are left out. */
    ARTICLE("url") {
        @Override
        void collect(JsonNode value, Collector into) {
            Articles.collect(value, into);
        }
    };

    private final String idField;

    MessageKind(String idField) {
        this.idField = idField;
    }

    /** What kind of message, or of answer with such messages, this JSON is by its shape; empty if it may be either or none. */
    static Optional<MessageKind> of(JsonNode value) {
        JsonNode one = value.isArray() ? value.path(0) : value;
        boolean article = one.has("articles") || one.has("url") && !one.has("id") && !one.has("text");
        boolean tweet = one.has("data") || one.has("id") || one.has("text") || one.has("created_at");
        boolean untold = article == tweet;
        return untold
                ? Optional.of(ARTICLE).filter(kind -> one.has("publishedAt") || one.has("urlToImage"))
                : Optional.of(article ? ARTICLE : TWEET);
    }

    /** The field that a message is identified by. */
    String idField() {
        return idField;
    }

    abstract void collect(JsonNode value, Collector into);

    /** Everything in this value, which may be one message, an answer that holds several, or an array of either. */
    List<SourceItem> items(JsonNode value, long line) {
        Collector collector = new Collector(line);
        if (value.isArray()) {
            value.forEach(element -> collect(element, collector));
        } else {
            collect(value, collector);
        }
        return collector.items;
    }

    /** Gathers what one JSON value holds. */
    static final class Collector {

        /** Elasticsearch takes ids of at most this many bytes. */
        private static final int LONGEST_KEY = 512;

        private final List<SourceItem> items = new ArrayList<>();
        private final long line;

        private Collector(long line) {
            this.line = line;
        }

        void message(String key, JsonNode message) {
            if (key.length() > LONGEST_KEY) {
                bad(message, DeadLetterReason.NO_ID, "the id is longer than " + LONGEST_KEY + " characters");
            } else {
                items.add(new SourceMessage(key, Json.bytes(message), line));
            }
        }

        void bad(JsonNode value, DeadLetterReason reason, String detail) {
            items.add(new BadLine(line, reason, Texts.oneLine(detail), Json.bytes(value)));
        }
    }
}
