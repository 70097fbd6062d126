package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.weathervane.cli.TestWorker;
import io.weathervane.config.KafkaConnection;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Alerts whose receiver is in trouble, beside the routes that index. */
class AlertsChaosIT {

    private static final String ALERTS = "alerts-hang-alerts";

    @Test
    void webhook_that_does_not_answer_holds_up_no_tweet() throws Exception {
        String topic = "alerts-hang";
        TestWorker.install(TestEngines.elasticsearchUrl());
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 1, 1, 1_048_576)
                .ensure(List.of(ALERTS), Duration.ofSeconds(30));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        webhook.setExecutor(threads);
        webhook.createContext("/", exchange -> {
            asked.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            taken.incrementAndGet();
        });
        webhook.start();
        String hook = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/";
        try (Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic);
                TestWorker worker = TestWorker.start(
                        TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic, alertsTo(hook))) {
            hatefulTweet(topic);
            await().until(() -> asked.getCount() == 0);

            tweets.send(2_000);
            new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                    .assertExactly(tweets.ids(), Duration.ofMinutes(1));
            assertThat(taken).hasValue(0);
            assertThat(worker.unaccountedFor()).isZero();

            released.countDown();
            await().untilAsserted(() -> assertThat(taken).hasPositiveValue());
        } finally {
            released.countDown();
            webhook.stop(0);
            threads.shutdownNow();
        }
    }

    private static Map<String, String> alertsTo(String webhook) {
        StringBuilder routes = new StringBuilder();
        for (String route :
                new String[] {"index-tweets", "classify-tweet", "alert-hate", "send-alerts", "alert-to-webhook"}) {
            routes.append(routes.isEmpty() ? "" : ",")
                    .append("file:routes/")
                    .append(route)
                    .append(".camel.yaml");
        }
        return Map.of(
                "camel.main.routesIncludePattern",
                routes.toString(),
                "kafka.topic.alerts",
                ALERTS,
                "alerts.interval",
                "500",
                "alerts.to",
                "webhook",
                "alerts.webhook.url",
                webhook);
    }

    /** As it would be in the index; whether a text is hateful is not for this test to say. */
    private static void hatefulTweet(String author) throws Exception {
        String now = Instant.now().toString();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(TestEngines.elasticsearchUrl() + "/tweets-alerts-hang/_doc?refresh=true"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"@timestamp":"%s","message":"a text of the test","user":{"name":"%s"},
                         "event":{"ingested":"%s","url":"https://x.com/i/status/1"},
                         "classification":{"hate":{"label":"hate","score":0.95}}}""".formatted(now, author + now, now)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
    }
}
