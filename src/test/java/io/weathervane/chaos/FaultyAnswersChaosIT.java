package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.cli.TestWorker;
import io.weathervane.config.Setting;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.OutcomeCounters.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a busy cluster and a bad network answer, between the worker and a real Elasticsearch. */
class FaultyAnswersChaosIT {

    private static final int TWEETS = 3_000;

    private FaultProxy proxy;
    private Tweets tweets;
    private String topic;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        topic = "faulty-" + test.getTestMethod().orElseThrow().getName().replace('_', '-');
        TestWorker.install(TestEngines.elasticsearchUrl());
        proxy = new FaultProxy(TestEngines.elasticsearchUrl());
        tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
    }

    @AfterEach
    void stop() {
        tweets.close();
        proxy.close();
    }

    @Test
    void a_share_of_items_is_refused_for_a_while() throws Exception {
        proxy.fault(bulk -> {
            switch (bulk.number() % 4) {
                case 0 -> bulk.refuseEvery(3, 429, "es_rejected_execution_exception");
                case 1 -> bulk.refuseEvery(2, 503, "unavailable_shards_exception");
                case 2 -> bulk.refuseEvery(1, 500, "exception");
                default -> bulk.pass();
            }
        });
        runAndCount(Map.of());
    }

    @Test
    void whole_requests_are_refused_for_a_while() throws Exception {
        proxy.fault(bulk -> {
            switch (bulk.number() % 5) {
                case 0 -> bulk.refuse(429, "circuit_breaking_exception");
                case 1 -> bulk.refuse(503, "cluster_block_exception");
                case 2 -> bulk.refuse(500, "exception");
                case 3 -> bulk.refuse(502, "bad_gateway");
                default -> bulk.pass();
            }
        });
        runAndCount(Map.of());
    }

    @Test
    void requests_over_a_size_are_refused() throws Exception {
        proxy.fault(bulk -> {
            if (bulk.size() > 20_000) {
                bulk.refuse(413, "request_entity_too_large");
            } else {
                bulk.pass();
            }
        });
        runAndCount(Map.of());
    }

    @Test
    void answers_come_too_late_for_what_was_done() throws Exception {
        proxy.fault(bulk -> {
            if (bulk.number() % 4 == 1) {
                bulk.applyAndAnswerAfter(Duration.ofSeconds(3));
            } else {
                bulk.pass();
            }
        });
        TestWorker worker = runAndCount(Map.of(Setting.ELASTICSEARCH_REQUEST_TIMEOUT.key(), "1s"));
        assertThat(worker.total(Outcome.UPDATED))
                .as("what was done and asked for again")
                .isPositive();
    }

    @Test
    void connections_break_half_way() throws Exception {
        proxy.fault(bulk -> {
            switch (bulk.number() % 4) {
                case 1 -> bulk.applyAndCut();
                case 2 -> bulk.cut();
                default -> bulk.pass();
            }
        });
        runAndCount(Map.of());
    }

    private TestWorker runAndCount(Map<String, String> settings) throws Exception {
        Map<String, String> overrides = new java.util.HashMap<>(settings);
        overrides.put(Setting.INDEX_BATCH_SIZE.key(), "200");
        overrides.put(Setting.INDEX_RETRY_MAXIMUM.key(), "300ms");
        try (TestWorker worker = TestWorker.start(TestEngines.kafkaBrokers(), proxy.url(), topic, overrides)) {
            tweets.send(TWEETS);
            new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(2));
            await().until(() -> worker.inFlight() == 0);
            assertThat(worker.unaccountedFor()).isZero();
            assertThat(worker.total(Outcome.DEAD_LETTERED)).isZero();
            assertThat(proxy.faults).as("the test has done something").hasPositiveValue();
            return worker;
        }
    }
}
