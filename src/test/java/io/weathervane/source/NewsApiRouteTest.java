package io.weathervane.source;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewsApiRouteTest {

    private static final String ROUTE = "poll-newsapi";
    private static final String PATH = "/v2/everything";
    private static final String HEADLINES = "/v2/top-headlines";
    private static final String QUERY = "storm AND \"west wind\"";
    private static final String KEY = "s3cr3t-k3y";

    @RegisterExtension
    final WireMockExtension newsApi = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path data;

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private final RouteHarness harness = new RouteHarness();
    private final CapturedLog log = new CapturedLog();
    private TestSource source;

    @BeforeEach
    void settings() {
        source = new TestSource(data, "news", false, clock);
        harness.settings.put("newsapi.enabled", "true");
        harness.settings.put("newsapi.poll-interval", "50");
        harness.settings.put("newsapi.api-url", newsApi.baseUrl());
    }

    @AfterEach
    void stop() {
        harness.close();
        log.close();
    }

    @Test
    void pages_are_walked_and_the_next_poll_asks_from_the_newest_article_on() throws Exception {
        newsApi.stubFor(page("1").willReturn(answer(101, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(page("2").willReturn(answer(101, article("b", "2026-11-21T10:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));

        start();

        await().until(() -> requests("from") > 0);
        assertThat(harness.keys("news"))
                .startsWith(ArticleUrl.key("https://news.example/a"), ArticleUrl.key("https://news.example/b"))
                .containsOnly(ArticleUrl.key("https://news.example/a"), ArticleUrl.key("https://news.example/b"));
        newsApi.verify(getRequestedFor(urlPathEqualTo(PATH))
                .withQueryParam("q", equalTo(QUERY))
                .withQueryParam("language", equalTo("en"))
                .withQueryParam("sortBy", equalTo("publishedAt"))
                .withQueryParam("pageSize", equalTo("100"))
                .withQueryParam("page", equalTo("2"))
                .withHeader("X-Api-Key", equalTo(KEY)));
        assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
    }

    @Test
    void withdrawn_articles_are_skipped_and_one_without_url_is_a_dead_letter() throws Exception {
        String removed = "{\"title\":\"[Removed]\",\"url\":\"https://removed.example\"}";
        newsApi.stubFor(page("1")
                .willReturn(answer(3, removed, "{\"title\":\"no url\"}", article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();

        await().until(() -> cursor().isPresent());
        assertThat(harness.keys("news")).containsExactly(key("a"));
        assertThat(source.messages("removed")).isEqualTo(1);
        assertThat(harness.sent)
                .filteredOn(record -> record.topic().equals("news.dead"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(RouteHarness.header(record, "weathervane.dead.reason"))
                            .isEqualTo("no-id");
                    assertThat(RouteHarness.header(record, "weathervane.dead.detail"))
                            .contains("url");
                });
    }

    @Test
    void article_from_the_future_does_not_hide_the_articles_until_then() throws Exception {
        newsApi.stubFor(page("1")
                .willReturn(answer(2, article("a", "2027-01-01T00:00:00Z"), article("b", "2026-11-21T11:59:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:59:00Z").willReturn(answer(0)));

        start();

        await().until(() -> cursor().equals(Optional.of("2026-11-21T11:59:00Z")));
    }

    @Test
    void refused_key_stops_the_polling_with_one_clear_line() throws Exception {
        newsApi.stubFor(page("1").willReturn(error(401, "apiKeyInvalid")));

        start();

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);
        assertThat(requests("q")).isEqualTo(1);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("apiKeyInvalid", "newsapi.api-key", "NEWSAPI_API_KEY"));
    }

    @Test
    void rate_limit_is_waited_for() throws Exception {
        newsApi.stubFor(
                page("1").inScenario("s").willReturn(error(429, "rateLimited")).willSetStateTo("later"));
        newsApi.stubFor(page("1")
                .inScenario("s")
                .whenScenarioStateIs("later")
                .willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));
        start();
        await().until(() -> requests("q") == 1);

        await().during(Duration.ofMillis(300)).until(() -> requests("q") == 1);
        clock.advance(Duration.ofHours(1));

        await().until(() -> cursor().isPresent());
    }

    @Test
    void what_the_plan_does_not_give_by_pages_is_read_by_shorter_times() throws Exception {
        newsApi.stubFor(page("1")
                .withQueryParam("to", absent())
                .willReturn(answer(101, article("a", "2026-11-21T11:00:00Z"), article("b", "2026-11-21T10:00:00Z"))));
        newsApi.stubFor(page("2").willReturn(error(426, "maximumResultsReached")));
        newsApi.stubFor(page("1")
                .withQueryParam("to", equalTo("2026-11-21T10:00:00Z"))
                .willReturn(answer(2, article("b", "2026-11-21T10:00:00Z"), article("c", "2026-11-21T09:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();

        await().until(() -> cursor().equals(Optional.of("2026-11-21T11:00:00Z")));
        assertThat(harness.keys("news")).containsExactly(key("a"), key("b"), key("c"));
    }

    @Test
    void results_of_one_second_that_the_plan_does_not_give_are_the_end_of_the_walk() throws Exception {
        newsApi.stubFor(page("1").willReturn(answer(500, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(page("2").willReturn(error(426, "maximumResultsReached")));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();

        await().until(() -> cursor().equals(Optional.of("2026-11-21T11:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKeyDisabled", "apiKeyInvalid", "apiKeyMissing"})
    void refused_key_is_a_source_that_is_down_until_the_route_starts_again(String code) throws Exception {
        newsApi.stubFor(page("1").inScenario("s").willReturn(error(401, code)).willSetStateTo("repaired"));
        newsApi.stubFor(page("1")
                .inScenario("s")
                .whenScenarioStateIs("repaired")
                .willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);
        assertThat(requests("q")).isEqualTo(1);
        assertThat(source.health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(source.health.call().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains(code, "newsapi.api-key", "NEWSAPI_API_KEY"));

        harness.context.getRouteController().startRoute(ROUTE);

        await().until(() -> cursor().isPresent());
        assertThat(source.health.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parameterInvalid", "parametersMissing", "sourceDoesNotExist", "sourcesTooMany"})
    void query_that_newsapi_does_not_take_stops_alone(String code) throws Exception {
        newsApi.stubFor(page("1").withQueryParam("q", equalTo("bad")).willReturn(error(400, code)));
        newsApi.stubFor(page("1")
                .withQueryParam("q", equalTo("good"))
                .willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start(source.newsApi(newsApi.baseUrl(), "en", 5, "bad", "good"));

        await().until(() -> requests("from") >= 2);
        newsApi.verify(1, getRequestedFor(urlPathEqualTo(PATH)).withQueryParam("q", equalTo("bad")));
        assertThat(source.health.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains(code, "[bad]", "newsapi.query"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKeyExhausted", "rateLimited"})
    void limit_is_waited_for_as_long_as_newsapi_says(String code) throws Exception {
        newsApi.stubFor(page("1")
                .inScenario("s")
                .willReturn(error(429, code).withHeader("Retry-After", "120"))
                .willSetStateTo("later"));
        newsApi.stubFor(page("1")
                .inScenario("s")
                .whenScenarioStateIs("later")
                .willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));
        start();
        await().until(() -> requests("q") == 1);

        clock.advance(Duration.ofSeconds(119));
        await().during(Duration.ofMillis(200)).until(() -> requests("q") == 1);
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> cursor().isPresent());
        assertThat(source.health.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void headlines_are_polled_beside_everything_and_an_article_of_both_is_sent_once() throws Exception {
        newsApi.stubFor(page("1").willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));
        newsApi.stubFor(get(urlPathEqualTo(HEADLINES))
                .willReturn(answer(
                        2,
                        article("a", "2026-11-21T11:00:00Z").replace("utm_source=x", "utm_source=y"),
                        article("h", "2026-11-21T10:00:00Z"))));

        List<PagedQuery> queries = new ArrayList<>();
        queries.add(new NewsApiEverything(newsApi.baseUrl(), QUERY, "en", source.counters));
        queries.addAll(NewsApiHeadlines.of(newsApi.baseUrl(), "us", "science", "", "", source.counters));
        start(source.newsApi(5, RequestBudget.unlimited(), queries));

        await().until(() ->
                newsApi.findAll(getRequestedFor(urlPathEqualTo(HEADLINES))).size() >= 3);
        assertThat(harness.keys("news")).containsExactly(key("a"), key("h"));
        newsApi.verify(getRequestedFor(urlPathEqualTo(HEADLINES))
                .withQueryParam("country", equalTo("us"))
                .withQueryParam("category", equalTo("science"))
                .withQueryParam("pageSize", equalTo("100"))
                .withHeader("X-Api-Key", equalTo(KEY)));
        newsApi.verify(0, getRequestedFor(urlPathEqualTo(HEADLINES)).withQueryParam("sources", containing("")));
        newsApi.verify(0, getRequestedFor(urlPathEqualTo(HEADLINES)).withQueryParam("from", containing("")));
    }

    @Test
    void headlines_of_too_many_sources_are_asked_for_in_halves() throws Exception {
        newsApi.stubFor(headlines("a,b,c").willReturn(error(400, "sourcesTooMany")));
        newsApi.stubFor(headlines("a").willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(headlines("b,c").willReturn(answer(1, article("b", "2026-11-21T11:00:00Z"))));

        start(source.newsApi(
                5,
                RequestBudget.unlimited(),
                NewsApiHeadlines.of(newsApi.baseUrl(), "", "", "a, b,c", "", source.counters)));

        await().until(() -> harness.keys("news").containsAll(List.of(key("a"), key("b"))));
        newsApi.verify(1, getRequestedFor(urlPathEqualTo(HEADLINES)).withQueryParam("sources", equalTo("a,b,c")));
        assertThat(source.health.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void requests_are_spaced_over_the_day_and_a_restart_gives_none_back() throws Exception {
        newsApi.stubFor(page("1").willReturn(answer(0)));
        // 4 a day, one at once: every 8 hours
        start(source.newsApi(1, budget(4), List.of(everything())));
        await().until(() -> requests("q") == 1);
        clock.advance(Duration.ofHours(8).minusSeconds(1));

        harness.context.getRouteController().stopRoute(ROUTE);
        harness.bind("newsApi", source.newsApi(1, budget(4), List.of(everything())));
        harness.context.getRouteController().startRoute(ROUTE);
        await().during(Duration.ofMillis(300)).until(() -> requests("q") == 1);

        clock.advance(Duration.ofSeconds(1));
        await().until(() -> requests("q") == 2);
    }

    @Test
    void time_that_the_plan_does_not_reach_back_to_is_left_out() throws Exception {
        source.cursor(scope()).write(scope(), "2026-01-01T00:00:00Z");
        newsApi.stubFor(from("2026-01-01T00:00:00Z").willReturn(error(426, "parameterInvalid")));
        newsApi.stubFor(page("1").willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();

        await().until(() -> cursor().equals(Optional.of("2026-11-21T11:00:00Z")));
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN") && line.contains("may be missing"));
    }

    @Test
    void failure_on_their_side_is_tried_again() throws Exception {
        newsApi.stubFor(page("1")
                .inScenario("s")
                .willReturn(aResponse().withStatus(502).withBody("<html>"))
                .willSetStateTo("2"));
        newsApi.stubFor(page("1")
                .inScenario("s")
                .whenScenarioStateIs("2")
                .willReturn(error(500, "unexpectedError"))
                .willSetStateTo("3"));
        newsApi.stubFor(page("1")
                .inScenario("s")
                .whenScenarioStateIs("3")
                .willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();
        await().until(() -> requests("q") == 2);
        clock.advance(Duration.ofSeconds(5));

        await().until(() -> cursor().isPresent());
    }

    @Test
    void articles_that_kafka_does_not_take_are_read_again() throws Exception {
        harness.kafkaFails = true;
        newsApi.stubFor(page("1").willReturn(answer(1, article("a", "2026-11-21T11:00:00Z"))));
        newsApi.stubFor(from("2026-11-21T11:00:00Z").willReturn(answer(0)));

        start();

        await().until(() -> harness.sent.size() >= 2);
        assertThat(cursor()).isEmpty();
        harness.kafkaFails = false;
        await().until(() -> cursor().isPresent());
    }

    private NewsApiEverything everything() {
        return new NewsApiEverything(newsApi.baseUrl(), QUERY, "en", source.counters);
    }

    private RequestBudget budget(int daily) {
        return new RequestBudget(new CursorFile(data, "budget"), newsApi.baseUrl(), daily, 1, clock);
    }

    private void start() throws Exception {
        start(source.newsApi(newsApi.baseUrl(), "en", 5, QUERY));
    }

    private void start(PagedPoll poll) throws Exception {
        harness.bind(
                "newsApiAuthentication",
                ApiClient.withHeader(URI.create(newsApi.baseUrl()), "Weathervane/test", "X-Api-Key", KEY));
        harness.bind("newsApi", poll);
        harness.start(ROUTE);
    }

    private String scope() {
        return newsApi.baseUrl() + " " + QUERY + " en";
    }

    private Optional<String> cursor() {
        return source.cursor(scope()).read(scope());
    }

    private int requests(String parameter) {
        return newsApi.findAll(getRequestedFor(urlPathEqualTo(PATH)).withQueryParam(parameter, containing("")))
                .size();
    }

    private static MappingBuilder page(String number) {
        return get(urlPathEqualTo(PATH)).withQueryParam("page", equalTo(number)).withQueryParam("from", absent());
    }

    private static MappingBuilder headlines(String sources) {
        return get(urlPathEqualTo(HEADLINES)).withQueryParam("sources", equalTo(sources));
    }

    private static String key(String article) {
        return ArticleUrl.key("https://news.example/" + article);
    }

    private static MappingBuilder from(String time) {
        return get(urlPathEqualTo(PATH)).withQueryParam("from", equalTo(time));
    }

    private static ResponseDefinitionBuilder answer(int total, String... articles) {
        return okJson("{\"status\":\"ok\",\"totalResults\":%d,\"articles\":[%s]}"
                .formatted(total, Stream.of(articles).collect(Collectors.joining(","))));
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"status\":\"error\",\"code\":\"%s\",\"message\":\"A message.\"}".formatted(code));
    }

    private static String article(String name, String published) {
        return "{\"title\":\"%s\",\"url\":\"https://news.example/%s?utm_source=x\",\"publishedAt\":\"%s\"}"
                .formatted(name, name, published);
    }
}
