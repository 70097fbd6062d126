package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.cli.TestWorker;
import io.weathervane.config.Setting;
import io.weathervane.embedded.EmbeddedKafka;
import io.weathervane.embedded.FreePorts;
import io.weathervane.embedded.TestEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that come and go, a broker that restarts, and a route that is edited, all in the middle of bulk requests. */
class GroupChaosIT {

    private static final Map<String, String> SMALL_BATCHES = Map.of(Setting.INDEX_BATCH_SIZE.key(), "50");

    @Test
    void a_second_worker_joins_and_leaves() throws Exception {
        String topic = "group-second-worker";
        TestWorker.install(TestEngines.elasticsearchUrl());
        try (FaultProxy slow = new FaultProxy(TestEngines.elasticsearchUrl());
                Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker first = TestWorker.start(TestEngines.kafkaBrokers(), slow.url(), topic, SMALL_BATCHES)) {
            // so that a rebalance always meets a bulk request that is under way
            slow.fault(bulk -> bulk.applyAndAnswerAfter(Duration.ofMillis(100)));
            Tweets.Load load = tweets.load(400);
            for (int i = 0; i < 3; i++) {
                try (TestWorker second =
                        TestWorker.start(TestEngines.kafkaBrokers(), slow.url(), topic, SMALL_BATCHES)) {
                    int before = slow.bulks.get();
                    await().atMost(Duration.ofSeconds(20)).until(() -> slow.bulks.get() > before + 30);
                    assertThat(second.unaccountedFor()).isZero();
                }
            }
            load.end();
            new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(2));
            await().until(() -> first.inFlight() == 0);
            assertThat(first.unaccountedFor()).isZero();
        }
    }

    @Test
    void the_broker_restarts_under_load(@TempDir Path directory) throws Exception {
        String topic = "group-broker-restart";
        TestWorker.install(TestEngines.elasticsearchUrl());
        int port = FreePorts.any();
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
        try (Tweets tweets = new Tweets(kafka.brokers(), topic);
                TestWorker worker =
                        TestWorker.start(kafka.brokers(), TestEngines.elasticsearchUrl(), topic, SMALL_BATCHES)) {
            Tweets.Load load = tweets.load(400);
            for (int i = 0; i < 2; i++) {
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
                kafka.close();
                kafka = EmbeddedKafka.start(directory, port);
                assertThat(kafka.portReplaced()).isFalse();
            }
            load.end();
            new Found(kafka.brokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(2));
            await().until(() -> worker.inFlight() == 0);
            assertThat(worker.unaccountedFor()).isZero();
        } finally {
            kafka.close();
        }
    }

    @Test
    void a_route_is_edited_while_bulks_are_under_way(@TempDir Path routes) throws Exception {
        String topic = "group-route-edit";
        TestWorker.install(TestEngines.elasticsearchUrl());
        for (String name : new String[] {"index-tweets.camel.yaml", "classify-tweet.camel.yaml"}) {
            Files.copy(Path.of("routes", name), routes.resolve(name));
        }
        try (FaultProxy slow = new FaultProxy(TestEngines.elasticsearchUrl());
                Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker worker = TestWorker.start(
                        TestEngines.kafkaBrokers(),
                        slow.url(),
                        topic,
                        Map.of(
                                Setting.INDEX_BATCH_SIZE.key(),
                                "50",
                                Setting.ROUTES_DIR.key(),
                                routes.toString(),
                                "camel.main.routesIncludePattern",
                                "file:" + routes + "/*.camel.yaml",
                                "reload.enabled",
                                "true"))) {
            slow.fault(bulk -> bulk.applyAndAnswerAfter(Duration.ofMillis(50)));
            Tweets.Load load = tweets.load(400);
            for (int i = 0; i < 6; i++) {
                String name = i % 2 == 0 ? "classify-tweet.camel.yaml" : "index-tweets.camel.yaml";
                Files.writeString(
                        routes.resolve(name), Files.readString(Path.of("routes", name)) + "# edit " + i + "\n");
                int before = slow.bulks.get();
                await().atMost(Duration.ofSeconds(30)).until(() -> slow.bulks.get() > before + 15);
            }
            load.end();
            new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(2));
            await().until(() -> worker.inFlight() == 0);
            assertThat(worker.unaccountedFor()).isZero();
        }
    }
}
