package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.source.StreamLines.Line;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the lines of the filtered stream hold: a tweet with its includes, or word from X that the connection is about to end.
 * Counts the partial errors beside the tweets.
 */
final class XStreamItems {

    private static final Logger LOG = LoggerFactory.getLogger(XStreamItems.class);

    private final XStreamRules rules;
    private final SourceCounters counters;

    XStreamItems(XStreamRules rules, SourceCounters counters) {
        this.rules = rules;
        this.counters = counters;
    }

    /** The tweet of this line; nothing if it is none, or if only rules of somebody else matched it. */
    List<SourceItem> of(Line line) {
        if (!line.whole()) {
            String detail = "the line has more bytes than Kafka takes";
            return List.of(new BadLine(line.number(), DeadLetterReason.TOO_LARGE, detail, line.bytes()));
        }
        JsonNode value;
        try {
            value = Json.parse(line.bytes());
        } catch (IOException e) {
            return List.of(new BadLine(line.number(), DeadLetterReason.NOT_JSON, Json.problem(e), line.bytes()));
        }
        if (isWordFromX(value)) {
            JsonNode problem = value.path("errors").path(0).isObject()
                    ? value.path("errors").path(0)
                    : value;
            LOG.warn("X filtered stream: X says {}", XProblem.detail(problem));
            return List.of();
        }
        JsonNode errors = value.path("errors");
        if (!errors.isEmpty()) {
            counters.partialErrors(errors.size());
            LOG.warn(
                    "X filtered stream: {} partial errors beside a tweet, the first one: {}",
                    errors.size(),
                    XProblem.detail(errors.path(0)));
        }
        return rules.isWanted(value) ? MessageKind.TWEET.items(value, line.number()) : List.of();
    }

    private static boolean isWordFromX(JsonNode value) {
        boolean problem = value.path("errors").isArray() || value.has("title") && value.has("type");
        return value.isObject() && !value.has("data") && !value.has("id") && problem;
    }
}
