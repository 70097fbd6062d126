package io.weathervane.source;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class XRecentSearchRouteTest {

    private static final String ROUTE = "poll-x-recent-search";
    private static final String TOKEN = "s3cr3t-t0ken";
    private static final String PATH = "/2/tweets/search/recent";
    private static final String QUERY = "wind #gale lang:en";

    @RegisterExtension
    final WireMockExtension x = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path data;

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private final RouteHarness harness = new RouteHarness();
    private final CapturedLog log = new CapturedLog();
    private TestSource source;
    private String[] queries = {QUERY};

    @BeforeEach
    void settings() {
        source = new TestSource(data, "tweets", false, clock);
        harness.settings.put("x.enabled", "true");
        harness.settings.put("x.poll-interval", "50");
        harness.settings.put("x.api-url", x.baseUrl());
    }

    @AfterEach
    void stop() {
        harness.close();
        log.close();
    }

    @Test
    void pages_are_walked_to_their_end_and_the_next_poll_asks_for_what_is_newer() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", "t1", "30", "20"))));
        x.stubFor(nextPage("t1").willReturn(okJson(page("10", null, "10"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> requests("since_id") > 0);
        assertThat(harness.keys("tweets")).containsExactly("30", "20", "10");
        assertThat(cursor()).contains("30");
        x.verify(getRequestedFor(urlPathEqualTo(PATH))
                .withQueryParam("query", equalTo(QUERY))
                .withQueryParam("max_results", equalTo("100"))
                .withQueryParam("expansions", equalTo("author_id"))
                .withQueryParam("next_token", equalTo("t1"))
                .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                .withHeader("User-Agent", equalTo("Weathervane/test"))
                .withHeader("Accept-Encoding", containing("gzip")));
    }

    @Test
    void record_holds_the_tweet_with_its_author_and_where_it_comes_from() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", null, "30"))));

        start(10);

        await().until(() -> !harness.sent.isEmpty());
        ProducerRecord<String, byte[]> record = harness.sent.get(0);
        assertThatJson(new String(record.value(), UTF_8))
                .isEqualTo("{id:'30',text:'text 30 ä',author_id:'7',author:{id:'7',username:'seven'}}");
        assertThat(RouteHarness.header(record, "weathervane.fetched-at")).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(RouteHarness.header(record, "weathervane.route")).isEqualTo(ROUTE);
        assertThat(RouteHarness.header(record, "weathervane.sample")).isNull();
    }

    @Test
    void cursor_is_not_stored_before_kafka_has_acknowledged() throws Exception {
        harness.kafkaIsSlow = true;
        x.stubFor(firstPage().willReturn(okJson(page("30", null, "30", "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> harness.sent.size() == 2);
        assertThat(cursor()).isEmpty();
        harness.acknowledge();
        await().until(() -> cursor().equals(Optional.of("30")));
    }

    @Test
    void page_that_kafka_does_not_take_is_read_again() throws Exception {
        harness.kafkaFails = true;
        x.stubFor(firstPage().willReturn(okJson(page("30", null, "30"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> harness.sent.size() >= 2);
        assertThat(cursor()).isEmpty();
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN") && line.contains("the broker does not answer"));
        harness.kafkaFails = false;
        await().until(() -> cursor().equals(Optional.of("30")));
    }

    @Test
    void walk_that_broke_off_at_the_second_page_starts_again() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", "t1", "30"))));
        x.stubFor(nextPage("t1")
                .inScenario("s")
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("up"));
        x.stubFor(nextPage("t1").inScenario("s").whenScenarioStateIs("up").willReturn(okJson(page("20", null, "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().equals(Optional.of("30")));
        assertThat(harness.keys("tweets")).containsExactly("30", "20");
    }

    @Test
    void refused_token_stops_the_polling_with_one_clear_line() throws Exception {
        x.stubFor(firstPage()
                .willReturn(aResponse()
                        .withStatus(401)
                        .withBody("{\"title\":\"Unauthorized\",\"detail\":\"Unauthorized\"}")));

        start(10);

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);
        assertThat(requests("query")).isEqualTo(1);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("401", "x.bearer-token", "X_BEARER_TOKEN"));
    }

    @Test
    void rate_limit_is_waited_for_and_the_walk_goes_on_where_it_was() throws Exception {
        long reset = clock.instant().plusSeconds(300).getEpochSecond();
        x.stubFor(firstPage().willReturn(okJson(page("30", "t1", "30"))));
        x.stubFor(nextPage("t1")
                .inScenario("s")
                .willReturn(aResponse().withStatus(429).withHeader("x-rate-limit-reset", Long.toString(reset)))
                .willSetStateTo("later"));
        x.stubFor(
                nextPage("t1").inScenario("s").whenScenarioStateIs("later").willReturn(okJson(page("20", null, "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));
        start(10);
        await().until(() -> requests("next_token") == 1);

        clock.advance(Duration.ofSeconds(299));
        await().during(Duration.ofMillis(300)).until(() -> requests("next_token") == 1);
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> cursor().equals(Optional.of("30")));
        assertThat(harness.keys("tweets")).containsExactly("30", "20");
    }

    @Test
    void last_request_of_a_window_is_noticed_before_the_next_one_is_refused() throws Exception {
        long reset = clock.instant().plusSeconds(60).getEpochSecond();
        x.stubFor(firstPage()
                .willReturn(okJson(page("30", "t1", "30"))
                        .withHeader("x-rate-limit-remaining", "0")
                        .withHeader("x-rate-limit-reset", Long.toString(reset))));
        x.stubFor(nextPage("t1").willReturn(okJson(page("20", null, "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));
        start(10);
        await().until(() -> harness.sent.size() == 1);

        await().during(Duration.ofMillis(300)).until(() -> requests("query") == 1);
        clock.advance(Duration.ofSeconds(60));

        await().until(() -> cursor().equals(Optional.of("30")));
    }

    static Stream<Arguments> passing_failures() {
        return Stream.of(
                Arguments.of("500", aResponse().withStatus(500).withBody("<html>oops</html>")),
                Arguments.of("503", aResponse().withStatus(503)),
                Arguments.of("truncated JSON", okJson(page("30", null, "30").substring(0, 60))),
                Arguments.of("no JSON", aResponse().withStatus(200).withBody("<html></html>")),
                Arguments.of("other JSON", okJson("{\"hello\":\"world\"}")),
                Arguments.of("nothing", aResponse().withStatus(200)),
                Arguments.of("hangs", okJson(page("30", null, "30")).withFixedDelay(1_500)),
                Arguments.of("connection reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("body cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing_failures")
    void passing_failure_is_logged_and_the_next_poll_tries_again(String failure, ResponseDefinitionBuilder response)
            throws Exception {
        x.stubFor(firstPage()
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(response)
                .willSetStateTo("up"));
        x.stubFor(firstPage().inScenario("s").whenScenarioStateIs("up").willReturn(okJson(page("30", null, "30"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().equals(Optional.of("30")));
        assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void nothing_found_is_no_cursor() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(empty())));

        start(10);

        await().until(() -> requests("query") >= 2);
        assertThat(cursor()).isEmpty();
        assertThat(harness.sent).isEmpty();
    }

    @Test
    void cursor_that_is_too_old_is_forgotten() throws Exception {
        source.cursor(x.baseUrl() + " " + QUERY).write(x.baseUrl() + " " + QUERY, "1");
        x.stubFor(
                since("1")
                        .willReturn(
                                aResponse()
                                        .withStatus(400)
                                        .withBody(
                                                "{\"errors\":[{\"parameters\":{\"since_id\":[\"1\"]},\"message\":\"'since_id' must be a tweet id created after …\"}]}")));
        x.stubFor(firstPage().willReturn(okJson(page("30", null, "30"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().equals(Optional.of("30")));
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN") && line.contains("may be missing"));
    }

    @Test
    void first_walk_ends_with_the_page_budget_and_a_later_one_goes_on_with_the_next_poll() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", "t1", "30"))));
        x.stubFor(since("30").willReturn(okJson(page("60", "t2", "60"))));
        x.stubFor(nextPage("t2").willReturn(okJson(page("50", null, "50"))));
        x.stubFor(since("60").willReturn(okJson(empty())));

        start(1);

        await().until(() -> cursor().equals(Optional.of("60")));
        assertThat(harness.keys("tweets")).containsExactly("30", "60", "50");
    }

    @Test
    void token_is_in_no_exchange_no_endpoint_and_no_log() throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        harness.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(org.apache.camel.spi.CamelEvent event) {
                if (event instanceof org.apache.camel.spi.CamelEvent.ExchangeEvent exchange) {
                    Exchange e = exchange.getExchange();
                    seen.add(e.getProperties() + " " + e.getMessage().getHeaders() + " "
                            + e.getMessage().getBody());
                }
            }
        });
        x.stubFor(firstPage()
                .inScenario("s")
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE))
                .willSetStateTo("up"));
        x.stubFor(firstPage()
                .inScenario("s")
                .whenScenarioStateIs("up")
                .willReturn(aResponse().withStatus(403).withBody("{}")));

        start(10);

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);
        harness.context.getEndpoints().forEach(endpoint -> seen.add(endpoint.getEndpointUri()));
        assertThat(seen).hasSizeGreaterThan(5).noneMatch(text -> text.contains(TOKEN));
        assertThat(log.lines()).hasSizeGreaterThan(5).noneMatch(line -> line.contains(TOKEN));
        x.verify(getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + TOKEN)));
    }

    @Test
    void token_is_not_sent_to_another_address() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(empty())));

        start(10, URI.create("http://127.0.0.1:1"));

        await().until(() -> requests("query") >= 1);
        x.verify(0, getRequestedFor(anyUrl()).withHeader("Authorization", containing("Bearer")));
    }

    private void start(int pageBudget) throws Exception {
        start(pageBudget, URI.create(x.baseUrl()));
    }

    private void start(int pageBudget, URI api) throws Exception {
        harness.bind("xAuthentication", ApiClient.withBearerToken(api, "Weathervane/test", TOKEN));
        harness.bind("xRecentSearch", source.x(x.baseUrl(), pageBudget, queries));
        harness.start(ROUTE);
    }

    private Optional<String> cursor() {
        return cursor(QUERY);
    }

    private Optional<String> cursor(String query) {
        return source.cursor(x.baseUrl() + " " + query).read(x.baseUrl() + " " + query);
    }

    private int requests(String parameter) {
        return x.findAll(getRequestedFor(urlPathEqualTo(PATH)).withQueryParam(parameter, containing("")))
                .size();
    }

    private static MappingBuilder firstPage() {
        return get(urlPathEqualTo(PATH)).withQueryParam("next_token", absent()).withQueryParam("since_id", absent());
    }

    private static MappingBuilder nextPage(String token) {
        return get(urlPathEqualTo(PATH)).withQueryParam("next_token", equalTo(token));
    }

    private static MappingBuilder since(String id) {
        return get(urlPathEqualTo(PATH)).withQueryParam("next_token", absent()).withQueryParam("since_id", equalTo(id));
    }

    private static String page(String newest, String next, String... ids) {
        String data = Stream.of(ids)
                .map(id -> "{\"id\":\"%s\",\"text\":\"text %s ä\",\"author_id\":\"7\"}".formatted(id, id))
                .collect(java.util.stream.Collectors.joining(","));
        String token = next == null ? "" : ",\"next_token\":\"" + next + "\"";
        return ("{\"data\":[%s],\"includes\":{\"users\":[{\"id\":\"7\",\"username\":\"seven\"}]},"
                        + "\"meta\":{\"newest_id\":\"%s\",\"result_count\":%d%s}}")
                .formatted(data, newest, ids.length, token);
    }

    private static String empty() {
        return "{\"meta\":{\"result_count\":0}}";
    }
}
