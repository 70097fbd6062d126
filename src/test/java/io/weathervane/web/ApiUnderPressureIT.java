package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchAssets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;

/** What many viewers, an Elasticsearch that hangs, and documents that are hard to answer with do to the API. */
class ApiUnderPressureIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.now();
    private static final PipelineState PIPELINE =
            new PipelineState("1", "dev", NOW, true, List.of(), true, List.of(), List.of(), List.of(), null);
    private static final String RUN = "run" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void viewers_of_the_same_view_all_hear_within_three_seconds_that_elasticsearch_hangs() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (HangingServer hanging = new HangingServer(asked);
                ApiServer api = new ApiServer(hanging.url(), () -> PIPELINE)) {
            List<CompletableFuture<Duration>> viewers = IntStream.range(0, 8)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> unavailable(api, "/timeline"), hanging.threads()))
                    .toList();

            assertThat(viewers).allSatisfy(viewer -> assertThat(viewer.join()).isLessThan(Duration.ofMillis(3_500)));
            assertThat(asked).as("searches for one question").hasValue(1);
        }
    }

    @Test
    void failure_is_remembered_as_short_as_an_answer_and_not_logged_by_the_cache() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Logger caffeine = Logger.getLogger("com.github.benmanes.caffeine");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                logged.add(logRecord);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        caffeine.addHandler(handler);
        try (HangingServer hanging = new HangingServer(asked);
                ApiServer api = new ApiServer(hanging.url(), () -> PIPELINE)) {
            hanging.end();
            unavailable(api, "/timeline");
            int first = asked.get();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                unavailable(api, "/timeline");
                assertThat(asked).hasValueGreaterThan(first);
            });
            assertThat(api.get("/timeline?from=2000-01-01").statusCode()).isEqualTo(400);
            assertThat(logged).isEmpty();
        } finally {
            caffeine.removeHandler(handler);
        }
    }

    @Test
    void characters_that_are_not_whole_neither_break_a_page_nor_the_rest_of_it() throws Exception {
        try (RestClient elasticsearch = elasticsearch();
                ApiServer api = new ApiServer(TestEngines.elasticsearchUrl(), () -> PIPELINE)) {
            // JSON text, as the escapes are to reach Elasticsearch; the last two have half an emoji
            List<String> texts =
                    List.of("line\\u2028separator", "n\\u0000ul", "half \\ud83d emoji", "\\udc00 at first");
            int kept = 0;
            for (int i = 0; i < texts.size(); i++) {
                kept += index(elasticsearch, i, texts.get(i)) ? 1 : 0;
            }
            elasticsearch.performRequest(new Request("POST", "/tweets-*/_refresh"));

            HttpResponse<String> answer = api.get("/messages?author=" + RUN);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(ApiServer.violations("/messages", 200, answer.body())).isEmpty();
            JsonNode messages = JSON.readTree(answer.body()).path("messages");
            assertThat(messages).hasSize(kept);
            assertThat(messages.findValuesAsText("text")).contains("line\u2028separator", "n\u0000ul");
            for (String view : List.of("/timeline?author=" + RUN, "/top?of=word&author=" + RUN, "/top?of=author")) {
                assertThat(api.get(view).statusCode()).as(view).isEqualTo(200);
            }
        }
    }

    @Test
    void page_of_texts_that_are_too_long_together_says_what_to_do() throws Exception {
        String author = RUN + "-long";
        try (RestClient elasticsearch = elasticsearch();
                ApiServer api = new ApiServer(TestEngines.elasticsearchUrl(), () -> PIPELINE)) {
            for (int i = 0; i < 50; i++) {
                ObjectNode tweet = tweet("word ".repeat(160_000), author);
                put(elasticsearch, "long-" + RUN + i, JSON.writeValueAsString(tweet));
            }
            elasticsearch.performRequest(new Request("POST", "/tweets-*/_refresh"));

            HttpResponse<String> page = api.get("/messages?size=100&author=" + author);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(400);
            assertThat(page.body()).contains("size: ");
            assertThat(api.get("/messages?size=20&author=" + author).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void address_that_is_too_long_is_refused_and_the_next_one_answered() throws Exception {
        try (ApiServer api = new ApiServer(TestEngines.elasticsearchUrl(), () -> PIPELINE)) {
            HttpResponse<String> refused = api.get("/timeline?" + "author=a&".repeat(2_000));
            assertThat(refused.statusCode()).isEqualTo(414);
            assertThat(api.get("/timeline?" + "author=aaaa&".repeat(20).replaceAll("&$", ""))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static Duration unavailable(ApiServer api, String question) {
        try {
            long start = System.nanoTime();
            assertThat(api.get(question).statusCode()).isEqualTo(503);
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static RestClient elasticsearch() throws IOException {
        RestClient elasticsearch = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build();
        new ElasticsearchAssets(
                        elasticsearch,
                        Path.of("es-ingest-pipelines"),
                        Path.of("es-index-templates"),
                        Duration.ofSeconds(30))
                .install();
        return elasticsearch;
    }

    private static ObjectNode tweet(String text, String author) {
        ObjectNode tweet = JSON.createObjectNode().put("text", text).put("created_at", NOW.toString());
        tweet.putObject("author").put("id", "1").put("username", author);
        return tweet;
    }

    /** Whether Elasticsearch took it. */
    private static boolean index(RestClient elasticsearch, int id, String text) throws IOException {
        try {
            put(
                    elasticsearch,
                    RUN + id,
                    JSON.writeValueAsString(tweet("TEXT", RUN)).replace("TEXT", text));
            return true;
        } catch (org.elasticsearch.client.ResponseException e) {
            return false;
        }
    }

    private static void put(RestClient elasticsearch, String id, String record) throws IOException {
        Request request = new Request("PUT", "/tweets-new/_doc/" + id);
        request.addParameter("pipeline", "tweets");
        request.setJsonEntity(record);
        elasticsearch.performRequest(request);
    }

    /** Takes every request and answers none before its end, and then with nothing. */
    private static final class HangingServer implements AutoCloseable {

        private final CountDownLatch end = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        HangingServer(AtomicInteger asked) throws IOException {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                asked.incrementAndGet();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        ExecutorService threads() {
            return threads;
        }

        void end() {
            end.countDown();
        }

        @Override
        public void close() {
            end();
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
