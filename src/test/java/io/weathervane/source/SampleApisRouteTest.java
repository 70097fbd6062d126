package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The polling routes against the stand-ins, both as they are in {@code routes/}. */
class SampleApisRouteTest {

    @TempDir
    Path folder;

    private final RouteHarness harness = new RouteHarness();
    private String base;

    @BeforeEach
    void start_with_250_tweets_and_120_articles() throws Exception {
        Files.write(
                folder.resolve("tweets.jsonl"),
                IntStream.rangeClosed(1, 250)
                        .mapToObj(i -> ("{\"data\":{\"id\":\"%d\",\"created_at\":\"x\",\"author_id\":\"1\"},"
                                        + "\"includes\":{\"users\":[{\"id\":\"1\",\"username\":\"u\"}]}}")
                                .formatted(1000 + i))
                        .toList());
        Files.write(
                folder.resolve("articles.jsonl"),
                IntStream.rangeClosed(1, 120)
                        .mapToObj(i -> "{\"title\":\"t\",\"url\":\"https://news.example/%d\",\"publishedAt\":\"x\"}"
                                .formatted(i))
                        .toList());
        MainHttpServer server = new MainHttpServer();
        server.setCamelContext(harness.context);
        server.setHost("127.0.0.1");
        server.setPort(freePort());
        harness.context.addService(server);
        base = "http://127.0.0.1:" + server.getPort() + "/sample-apis";
        configure();
        harness.start("serve-sample-apis", "poll-x-recent-search", "poll-newsapi");
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void every_sample_reaches_kafka_marked_as_a_sample() {
        await().until(() -> harness.keys("tweets").stream().distinct().count() == 250);
        await().until(() -> harness.keys("news").stream().distinct().count() == 120);

        assertThat(harness.keys("tweets")).doesNotHaveDuplicates();
        assertThat(harness.sent).allSatisfy(record -> assertThat(RouteHarness.header(record, "weathervane.sample"))
                .isEqualTo("true"));
        assertThat(CursorFile.ofQuery(folder, "test", base + "/x wind").read(base + "/x wind"))
                .contains("1250");
    }

    @Test
    void response_is_json_and_carries_the_rate_limit() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(base + "/x/2/tweets/search/recent?query=a%20b&max_results=10"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(response.headers().firstValue("x-rate-limit-remaining")).isPresent();
        assertThat(response.body()).contains("\"next_token\"");
    }

    private void configure() {
        Clock clock = Clock.systemUTC();
        harness.settings.put("samples.enabled", "true");
        harness.settings.put("x.enabled", "true");
        harness.settings.put("x.poll-interval", "100");
        harness.settings.put("x.api-url", base + "/x");
        harness.settings.put("newsapi.enabled", "true");
        harness.settings.put("newsapi.poll-interval", "100");
        harness.settings.put("newsapi.api-url", base + "/newsapi");
        // all at once and then no more, so that they can be counted
        Duration interval = Duration.ofHours(24);
        harness.bind(
                "sampleApis",
                new SampleApis(folder, folder.resolve("samples.properties"), interval, interval, 1, true, true, clock));
        URI x = URI.create(base + "/x");
        harness.bind("xAuthentication", ApiClient.withBearerToken(x, "Weathervane/test", ""));
        harness.bind("xRecentSearch", new TestSource(folder, "tweets", true, clock).x(x.toString(), 10, "wind"));
        URI news = URI.create(base + "/newsapi");
        harness.bind("newsApiAuthentication", ApiClient.withHeader(news, "Weathervane/test", "X-Api-Key", null));
        harness.bind("newsApi", new TestSource(folder, "news", true, clock).newsApi(news.toString(), "", 10, "wind"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
