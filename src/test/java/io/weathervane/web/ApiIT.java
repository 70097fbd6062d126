package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchAssets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over HTTP against a real Elasticsearch, with documents that the shipped ingest pipelines have made. */
class ApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.now();
    private static final String SCRIPT = "<script>alert(1)</script> \"}}, {{x}} ${y} \u202e";

    /** The documents of this test alone. */
    private static final String RUN = "run" + UUID.randomUUID().toString().substring(0, 8);

    private static final PipelineState PIPELINE = new PipelineState(
            "1",
            "dev",
            NOW,
            true,
            List.of("a problem"),
            true,
            List.of(new PipelineState.Topic("tweets", 1, 1, 0, 0, 0, 0, null)),
            List.of(new PipelineState.Source("x-recent-search", "sample", null)),
            List.of(new PipelineState.Model("hate", "0123456789ab", NOW, null)),
            new PipelineState.Reload(NOW, "routes/a.camel.yaml", List.of()));

    private static ApiServer api;

    @BeforeAll
    static void index_documents() throws Exception {
        try (RestClient elasticsearch = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build()) {
            new ElasticsearchAssets(
                            elasticsearch,
                            Path.of("es-ingest-pipelines"),
                            Path.of("es-index-templates"),
                            Duration.ofSeconds(30))
                    .install();
            for (int i = 0; i < 30; i++) {
                String label = i % 3 == 0 ? "negative" : "neutral";
                String text = (i % 3 == 0 ? "dreadful hailstones again " : "a quiet afternoon ") + RUN + " number" + i;
                put(
                        elasticsearch,
                        "tweets",
                        i,
                        tweet(text, NOW.minusSeconds(60L * i).toString()),
                        "sentiment",
                        label);
            }
            put(
                    elasticsearch,
                    "tweets",
                    30,
                    tweet(SCRIPT + " #" + SCRIPT, NOW.minusSeconds(5).toString()),
                    "hate",
                    SCRIPT);
            put(elasticsearch, "tweets", 31, tweet("dateless", "yesterday"), "hate", "none");
            put(
                    elasticsearch,
                    "tweets",
                    32,
                    tweet("long ".repeat(20_000), NOW.minusSeconds(7_200).toString()),
                    "hate",
                    "none");
            ObjectNode article = JSON.createObjectNode()
                    .put("title", "<b>Storm</b> at sea")
                    .put("description", SCRIPT)
                    .put("url", "javascript:alert(1)")
                    .put("author", RUN)
                    .put("publishedAt", NOW.minusSeconds(90).toString());
            article.putObject("source").put("name", RUN);
            article.putObject("weathervane").put("sample", true);
            put(elasticsearch, "news", 33, article, "news-sentiment", "negative");
            elasticsearch.performRequest(new Request("POST", "/tweets-*,news-*/_refresh"));
        }
        api = new ApiServer(TestEngines.elasticsearchUrl(), () -> PIPELINE);
    }

    @AfterAll
    static void stop() throws IOException {
        if (api != null) {
            api.close();
        }
    }

    @Test
    void timeline_counts_every_message_in_its_bucket_and_shows_empty_ones() throws Exception {
        JsonNode timeline = ok("/timeline?from=1h&author=" + RUN);

        assertThat(timeline.path("interval").asText()).isEqualTo("1m");
        assertThat(timeline.path("buckets").size()).isBetween(60, 61);
        assertThat(timeline.path("labels").toString()).isEqualTo("[\"negative\",\"neutral\"]");
        // the one without a date counts where it was taken in; those without a sentiment are in the total alone
        assertThat(timeline.path("total").asInt()).isBetween(31, 32);
        assertThat(sum(timeline, "negative")).isEqualTo(10);
        assertThat(sum(timeline, "neutral")).isEqualTo(20);
    }

    @Test
    void sentiment_is_that_of_tweets_and_of_articles() throws Exception {
        JsonNode article = ok("/messages?sentiment=negative&outlet=" + RUN)
                .path("messages")
                .path(0);

        assertThat(article.path("text").asText()).isEqualTo("Storm at sea");
        assertThat(article.at("/classification/sentiment/label").asText()).isEqualTo("negative");
        assertThat(article.path("sample").asBoolean()).isTrue();
        assertThat(article.has("url")).as("javascript: is no link").isFalse();
        assertThat(ok("/timeline?outlet=" + RUN + "&from=1h").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void text_of_strangers_comes_back_as_it_is() throws Exception {
        JsonNode found =
                ok("/messages?author=" + RUN + "&hate=" + encoded(SCRIPT)).path("messages");

        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("text").asText()).startsWith(SCRIPT);
        assertThat(found.path(0).at("/classification/hate/label").asText()).isEqualTo(SCRIPT);
    }

    @Test
    void message_whose_pipeline_failed_says_why() throws Exception {
        JsonNode messages =
                ok("/messages?from=2d&to=2199-01-01&q=dateless&author=" + RUN).path("messages");

        assertThat(messages).hasSize(1);
        assertThat(messages.path(0).path("error").asText()).contains("yesterday");
    }

    @Test
    void pages_are_the_whole_without_a_gap() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonNode answer = ok("/messages?size=8&q=" + RUN + "&author=" + RUN + "&page=" + page);
            assertThat(answer.path("pages").asInt()).isEqualTo(4);
            answer.path("messages")
                    .forEach(message -> ids.add(message.path("text").asText().replaceAll(".*number", "")));
        }
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 30).mapToObj(String::valueOf).toList());
    }

    @Test
    void long_text_is_cut() throws Exception {
        assertThat(ok("/messages?q=long&author=" + RUN).at("/messages/0/text").asText())
                .hasSize(MessageJson.LONGEST_TEXT)
                .endsWith("…");
    }

    @Test
    void words_are_those_typical_of_the_selection() throws Exception {
        List<String> words = StreamSupport.stream(
                        ok("/top?of=word&sentiment=negative&author=" + RUN)
                                .path("values")
                                .spliterator(),
                        false)
                .map(value -> value.path("value").asText())
                .toList();

        assertThat(words).contains("dreadful", "hailstones").doesNotContain("quiet", "again", "afternoon");
        assertThat(ok("/top?of=sentiment&author=" + RUN).at("/values/0/value").asText())
                .isEqualTo("neutral");
        assertThat(ok("/top?of=outlet&sample=true&outlet=" + RUN)
                        .at("/values/0/count")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "(((((",
                "\\",
                "*",
                "-",
                "|",
                "a* b*",
                "\"a b\"~99",
                "x~9",
                "\u0000",
                "\ud800",
                "++++",
                "' OR 1=1",
                "}}",
                "ünï \"*",
                "/.*/"
            })
    void whatever_is_looked_for_is_answered(String text) throws Exception {
        for (String view : List.of("/timeline?", "/messages?", "/top?of=word&", "/top?of=author&")) {
            ok(view + "q=" + encoded(text) + "&hashtag=" + encoded(text + "x") + "&author=" + encoded(text + "x"));
        }
    }

    @Test
    void wrong_questions_are_400_with_the_parameter() throws Exception {
        for (String question : List.of(
                "/messages?size=101",
                "/messages?page=101&size=100",
                "/timeline?from=2000-01-01",
                "/top?of=_source",
                "/timeline?index=.security",
                "/pipeline?x=1",
                "/messages?sort=x")) {
            HttpResponse<String> answer = api.get(question);
            assertThat(answer.statusCode()).as(question).isEqualTo(400);
            assertThat(ApiServer.violations("", 400, answer.body())).isEmpty();
        }
    }

    @Test
    void every_answer_has_the_headers_and_only_get_is_answered() throws Exception {
        for (String address : List.of("/pipeline", "/timeline", "/openapi.yaml", "/none", "/top", "")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                HttpResponse<String> answer = api.send(method, address);
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .startsWith("default-src 'none'");
                assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
                assertThat(method.equals("GET") || answer.statusCode() == 405).isTrue();
            }
        }
    }

    @Test
    void state_of_the_pipeline_and_the_description_are_served() throws Exception {
        JsonNode pipeline = ok("/pipeline");
        assertThat(pipeline.at("/topics/0").has("lag")).isTrue();
        assertThat(pipeline.path("sample_data").asBoolean()).isTrue();
        assertThat(api.get("/openapi.yaml").body()).startsWith("openapi: 3.0.3");
    }

    @Test
    void no_messages_are_an_empty_answer() throws Exception {
        assertThat(ok("/messages?from=1971-01-01&to=1971-02-01").path("total").asInt())
                .isZero();
        assertThat(ok("/timeline?from=1971-01-01&to=1971-02-01").path("buckets"))
                .hasSize(124);
        assertThat(ok("/top?of=word&from=1971-01-01&to=1971-02-01").path("values"))
                .isEmpty();
    }

    @Test
    void elasticsearch_that_is_away_or_hangs_is_503_within_three_seconds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HttpServer hanging = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hanging.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
        hanging.createContext("/", exchange -> {
            asked.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        hanging.start();
        try (ApiServer away = new ApiServer("http://127.0.0.1:1", () -> PIPELINE);
                ApiServer hangs =
                        new ApiServer("http://127.0.0.1:" + hanging.getAddress().getPort(), () -> PIPELINE)) {
            unavailable(away, "/timeline");
            List<CompletableFuture<Void>> viewers = IntStream.range(0, 12)
                    .mapToObj(
                            i -> CompletableFuture.runAsync(() -> unavailable(hangs, "/messages?size=" + (1 + i % 6))))
                    .toList();
            viewers.forEach(CompletableFuture::join);
            assertThat(asked).as("searches at a time").hasValueLessThanOrEqualTo(4);
            assertThat(hangs.get("/pipeline").statusCode()).isEqualTo(200);
        } finally {
            end.countDown();
            hanging.stop(0);
        }
    }

    private static void unavailable(ApiServer server, String question) {
        try {
            long start = System.nanoTime();
            HttpResponse<String> answer = server.get(question);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3_500));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(ApiServer.violations("", 503, answer.body())).isEmpty();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode ok(String question) throws Exception {
        HttpResponse<String> answer = api.get(question);
        assertThat(answer.statusCode()).as(question + ": " + answer.body()).isEqualTo(200);
        assertThat(ApiServer.violations(question.replaceAll("\\?.*", ""), 200, answer.body()))
                .as(question)
                .isEmpty();
        return JSON.readTree(answer.body());
    }

    private static long sum(JsonNode timeline, String label) {
        long sum = 0;
        for (JsonNode bucket : timeline.path("buckets")) {
            sum += bucket.at("/counts/" + label).asLong();
        }
        return sum;
    }

    private static ObjectNode tweet(String text, String time) {
        ObjectNode tweet = JSON.createObjectNode()
                .put("text", text)
                .put("created_at", time)
                .put("lang", "en");
        tweet.putObject("author").put("id", "1").put("username", RUN).put("name", SCRIPT);
        return tweet;
    }

    private static void put(
            RestClient elasticsearch, String dataset, int id, ObjectNode record, String classifier, String label)
            throws IOException {
        record.putObject("classification")
                .putObject(classifier)
                .put("label", label)
                .put("score", 0.75);
        Request request = new Request("PUT", "/" + dataset + "-new/_doc/" + RUN + "-" + id);
        request.addParameter("pipeline", dataset);
        request.setJsonEntity(JSON.writeValueAsString(record));
        elasticsearch.performRequest(request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
