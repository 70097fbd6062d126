package io.weathervane.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A pipeline with a bit of everything that can be said of one. */
final class StubPipeline {

    private StubPipeline() {}

    static Map<String, Object> answer(boolean samples) {
        String began = Instant.now().minusSeconds(5_400).toString();
        return Map.of(
                "version",
                "0.1.0",
                "profile",
                "dev",
                "started",
                began,
                "ready",
                true,
                "sample_data",
                samples,
                "problems",
                List.of(),
                "topics",
                List.of(topic("tweets", 12_481, 12_322, 151, 3, 5, 12), topic("news", 2_204, 2_190, 14, 0, 0, 0)),
                "sources",
                List.of(
                        Map.of("source", "X", "state", samples ? "sample" : "live"),
                        Map.of("source", "NewsAPI", "state", "live"),
                        Map.of("source", "Twitter v1", "state", "off"),
                        Map.of(
                                "source",
                                "X stream",
                                "state",
                                "down",
                                "problem",
                                "X answered 401: look at X_BEARER_TOKEN")),
                "models",
                List.of(
                        Map.of("name", "sentiment", "version", "783a73483f35", "loaded", began),
                        Map.of("name", "hate", "version", "0c9be1d5a9f2", "loaded", began),
                        Map.of(
                                "name",
                                "topic",
                                "version",
                                "5ff0a6a3b1c0",
                                "loaded",
                                began,
                                "problem",
                                "model.bin is no model: it ends too early")),
                "reload",
                Map.of(
                        "last",
                        Instant.now().minusSeconds(600).toString(),
                        "file",
                        "routes/classify-tweet.camel.yaml",
                        "problems",
                        List.of("routes/classify-tweet.camel.yaml:14: unknown option minimumScor")));
    }

    private static Map<String, Object> topic(
            String name, int read, int indexed, int updated, int errors, int dead, int lag) {
        return Map.of(
                "topic", name,
                "read", read,
                "indexed", indexed,
                "updated", updated,
                "pipeline_errors", errors,
                "dead_lettered", dead,
                "in_flight", read - indexed - updated - errors - dead,
                "lag", lag);
    }
}
