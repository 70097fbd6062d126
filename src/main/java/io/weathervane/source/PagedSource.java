package io.weathervane.source;

import io.weathervane.source.SourceCounters.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What all queries of one source share.
 *
 * @param name for people and for the tags of the counters
 * @param messages makes what Kafka is sent
 * @param seen what Kafka has already
 * @param health says when a person is needed
 * @param counters what became of the messages
 * @param budget how many requests there may be
 */
record PagedSource(
        String name,
        KafkaMessages messages,
        SeenMessages seen,
        SourceHealth health,
        SourceCounters counters,
        RequestBudget budget,
        Clock clock) {

    /** Those of a page that Kafka does not have yet, each once. */
    List<SourceItem> unseen(List<SourceItem> items) {
        Set<String> keys = new HashSet<>();
        List<SourceItem> unseen = items.stream()
                .filter(item -> !seen.contains(key(item)) && keys.add(key(item)))
                .toList();
        counters.count(Outcome.SEEN, items.size() - unseen.size());
        return unseen;
    }

    /** Notes that Kafka has these, which came newest first. */
    void sent(List<SourceItem> items) {
        List<String> keys = new ArrayList<>(items.stream().map(PagedSource::key).toList());
        Collections.reverse(keys);
        seen.addAll(keys);
        counters.count(Outcome.SENT, items.size());
    }

    /** What is no message is a dead letter once, however often the API gives it. */
    private static String key(SourceItem item) {
        return item instanceof SourceMessage message
                ? message.key()
                : "no message " + Hashes.sha256(((BadLine) item).content());
    }
}
