package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.cli.TestWorker;
import io.weathervane.embedded.ElasticsearchDistribution;
import io.weathervane.embedded.ElasticsearchHome;
import io.weathervane.embedded.EmbeddedElasticsearch;
import io.weathervane.embedded.FreePorts;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.OutcomeCounters.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A real Elasticsearch that is not there, goes away and comes back, while tweets keep coming. */
class ElasticsearchOutageChaosIT {

    private static final int PER_SECOND = 400;

    @TempDir
    Path directory;

    private final int port = FreePorts.any();
    private String topic;
    private Tweets tweets;
    private EmbeddedElasticsearch elasticsearch;

    @BeforeEach
    void start(TestInfo test) {
        topic = "outage-" + test.getTestMethod().orElseThrow().getName().replace('_', '-');
        tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
    }

    @AfterEach
    void stop() {
        tweets.close();
        if (elasticsearch != null) {
            elasticsearch.close();
        }
    }

    @Test
    void absent_when_the_worker_starts() throws Exception {
        // its pipelines are there from an earlier start
        startElasticsearch();
        TestWorker.install(elasticsearch.url());
        elasticsearch.close();
        try (TestWorker worker = worker()) {
            tweets.send(PER_SECOND, Duration.ofSeconds(5));
            await().until(() -> worker.inFlight() > 0);
            startElasticsearch();
            tweets.send(PER_SECOND, Duration.ofSeconds(2));
            assertNothingLost(worker);
        }
    }

    @Test
    void stopped_for_a_minute_under_load() throws Exception {
        startElasticsearch();
        TestWorker.install(elasticsearch.url());
        try (TestWorker worker = worker()) {
            tweets.send(PER_SECOND, Duration.ofSeconds(5));
            elasticsearch.close();
            tweets.send(PER_SECOND, Duration.ofSeconds(60));
            startElasticsearch();
            tweets.send(PER_SECOND, Duration.ofSeconds(5));
            assertNothingLost(worker);
            assertThat(worker.total(Outcome.RELEASED))
                    .as("the consumer has stayed in its group: it read nothing twice")
                    .isZero();
        }
    }

    @Test
    void killed_under_load() throws Exception {
        startElasticsearch();
        TestWorker.install(elasticsearch.url());
        try (TestWorker worker = worker()) {
            tweets.send(PER_SECOND, Duration.ofSeconds(5));
            ProcessHandle.of(elasticsearch.pid()).orElseThrow().destroyForcibly();
            // gives up the directory of the server that is dead
            elasticsearch.close();
            tweets.send(PER_SECOND, Duration.ofSeconds(5));
            startElasticsearch();
            tweets.send(PER_SECOND, Duration.ofSeconds(5));
            assertNothingLost(worker);
        }
    }

    private TestWorker worker() throws Exception {
        return TestWorker.start(TestEngines.kafkaBrokers(), "http://127.0.0.1:" + port, topic, Map.of());
    }

    private void startElasticsearch() {
        ElasticsearchHome home = new ElasticsearchDistribution().home();
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
            elasticsearch = EmbeddedElasticsearch.start(home, directory, port, "512m");
            assertThat(elasticsearch.portReplaced()).isFalse();
        });
    }

    private void assertNothingLost(TestWorker worker) {
        new Found(TestEngines.kafkaBrokers(), elasticsearch.url(), topic)
                .assertExactly(tweets.ids(), Duration.ofMinutes(2));
        await().until(() -> worker.inFlight() == 0);
        assertThat(worker.unaccountedFor()).isZero();
        assertThat(worker.total(Outcome.DEAD_LETTERED)).isZero();
    }
}
