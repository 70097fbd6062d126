package io.weathervane.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A source as {@link SourceBeans} puts it together, over a test's folder and clock. */
final class TestSource {

    final MeterRegistry meters = new SimpleMeterRegistry();
    final SourceHealth health = new SourceHealth("test");
    final SourceCounters counters = new SourceCounters(meters, "test");
    private final Path folder;
    private final KafkaMessages messages;
    private final Clock clock;
    private final XStreamCoverage nobodyElse;

    TestSource(Path folder, String topic, boolean sample, Clock clock) {
        this.folder = folder;
        this.messages = new KafkaMessages(topic, sample, clock);
        this.clock = clock;
        this.nobodyElse = new XStreamCoverage(List.of(), Duration.ofMinutes(1), 0, clock);
    }

    PagedPoll x(String api, int pageBudget, String... queries) {
        return poll(
                "X recent search",
                pageBudget,
                RequestBudget.unlimited(),
                Stream.of(queries)
                        .map(query -> new XRecentSearch(api, query, counters, nobodyElse))
                        .toList());
    }

    PagedPoll newsApi(String api, String language, int pageBudget, String... queries) {
        return newsApi(
                pageBudget,
                RequestBudget.unlimited(),
                Stream.of(queries)
                        .map(query -> new NewsApiEverything(api, query, language, counters))
                        .toList());
    }

    PagedPoll newsApi(int pageBudget, RequestBudget budget, List<? extends PagedQuery> queries) {
        return poll("NewsAPI", pageBudget, budget, queries);
    }

    CursorFile cursor(String scope) {
        return CursorFile.ofQuery(folder, "test", scope);
    }

    double messages(String outcome) {
        return meters.counter("weathervane.source.messages", "source", "test", "outcome", outcome)
                .count();
    }

    double partialErrors() {
        return meters.counter("weathervane.source.partial.errors", "source", "test")
                .count();
    }

    PagedSource shared(String name, RequestBudget budget) {
        SeenMessages seen = new SeenMessages(folder.resolve("seen.txt"), 1_000);
        return new PagedSource(name, messages, seen, health, counters, budget, clock);
    }

    private PagedPoll poll(String name, int pageBudget, RequestBudget budget, List<? extends PagedQuery> queries) {
        return new PagedPoll(
                shared(name, budget),
                queries.stream()
                        .map(query -> new QueryWalk(query, cursor(query.scope()), pageBudget, clock))
                        .toList());
    }
}
