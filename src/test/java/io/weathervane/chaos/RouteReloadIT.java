package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.cli.TestWorker;
import io.weathervane.config.Setting;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.OutcomeCounters.Outcome;
import io.weathervane.reload.ReloadReport.Save;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped routes edited again and again while tweets come: nothing is lost, and each tweet is one document. */
class RouteReloadIT {

    private static final int SAVES = 20;
    private static final int PER_SECOND = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path routes;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void twenty_saves_in_a_row_lose_and_duplicate_nothing(int consumers) throws Exception {
        String topic = "twenty-saves-" + consumers;
        for (String name : List.of("index-tweets", "classify-tweet")) {
            Files.copy(Path.of("routes").resolve(file(name).getFileName()), file(name));
        }
        TestWorker.install(TestEngines.elasticsearchUrl());
        try (Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker worker = worker(TestEngines.elasticsearchUrl(), topic, consumers)) {
            Tweets.Load load = tweets.load(PER_SECOND);
            await().atMost(PATIENCE).until(() -> worker.total(Outcome.INDEXED) > 0);
            try {
                for (int i = 0; i < SAVES; i++) {
                    edit(i, worker);
                }
            } finally {
                load.end();
            }
            Found found = new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic);
            found.assertExactly(tweets.ids(), Duration.ofMinutes(1));
            await().until(() -> worker.inFlight() == 0);
            assertThat(tweets.ids()).hasSizeGreaterThan(3_000);
            assertThat(found.deadLetters()).isEmpty();
            assertThat(found.countWithout("classification.sentiment.label"))
                    .as("not classified")
                    .isZero();
            if (consumers == 1) {
                // of several, what one has gathered for a batch is read again when its partition goes to one that joins
                assertThat(worker.total(Outcome.UPDATED)).as("indexed twice").isZero();
            }
            assertThat(worker.total(Outcome.INDEXED)).isEqualTo(tweets.ids().size());
            assertThat(worker.unaccountedFor()).isZero();
        }
    }

    @Test
    void save_while_elasticsearch_is_away_takes_effect_and_loses_nothing() throws Exception {
        String topic = "save-in-an-outage";
        for (String name : List.of("index-tweets", "classify-tweet")) {
            Files.copy(Path.of("routes").resolve(file(name).getFileName()), file(name));
        }
        TestWorker.install(TestEngines.elasticsearchUrl());
        try (FaultProxy elasticsearch = new FaultProxy(TestEngines.elasticsearchUrl());
                Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker worker = worker(elasticsearch.url(), topic, 1)) {
            tweets.send(200);
            await().atMost(PATIENCE).until(() -> worker.total(Outcome.INDEXED) == 200);
            elasticsearch.away(true);
            tweets.send(500);
            await().atMost(PATIENCE).until(() -> worker.inFlight() > 0);

            for (int i : new int[] {0, 1, 10, 11}) {
                edit(i, worker);
            }
            elasticsearch.away(false);

            new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(1));
            await().until(() -> worker.inFlight() == 0);
            assertThat(worker.total(Outcome.DEAD_LETTERED)).isZero();
            assertThat(worker.unaccountedFor()).isZero();
        }
    }

    private void edit(int i, TestWorker worker) throws Exception {
        String name = i % 2 == 0 ? "classify-tweet" : "index-tweets";
        String shipped = Files.readString(Path.of("routes").resolve(file(name).getFileName()));
        String edited =
                switch (i % 5) {
                    case 2 -> shipped.replace("steps:", "steps: [" + i);
                    case 3 -> shipped.replaceFirst("parameters:", "parameters:\n        noSuchOption: " + i);
                    default -> shipped + "# edited " + i + "\n";
                };
        Instant before = Instant.now();
        save(name, edited);
        await().atMost(PATIENCE).until(() -> worker.reloads()
                .last()
                .filter(last -> last.at().isAfter(before))
                .isPresent());
        Save save = worker.reloads().last().orElseThrow();
        assertThat(save.file()).isEqualTo(file(name));
        assertThat(save.problems().isEmpty()).as(save.toString()).isEqualTo(i % 5 != 2 && i % 5 != 3);
    }

    private TestWorker worker(String elasticsearch, String topic, int consumers) throws Exception {
        return TestWorker.start(
                TestEngines.kafkaBrokers(),
                elasticsearch,
                topic,
                Map.of(
                        "reload.enabled",
                        "true",
                        Setting.ROUTES_DIR.key(),
                        routes.toString(),
                        "camel.main.routesIncludePattern",
                        "file:" + routes + "/*.camel.yaml",
                        Setting.INDEX_BATCH_SIZE.key(),
                        "100",
                        Setting.INDEX_CONSUMERS.key(),
                        String.valueOf(consumers)));
    }

    private Path file(String name) {
        return routes.resolve(name + ".camel.yaml");
    }

    private void save(String name, String text) throws Exception {
        Path written = Files.writeString(routes.resolve(name + ".tmp"), text);
        Files.move(written, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
