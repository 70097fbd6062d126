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
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
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
import org.junit.jupiter.params.provider.ValueSource;

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
    void records_of_one_page_have_one_trace_id_and_those_of_the_next_page_another() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", "page-2", "30", "29"))));
        x.stubFor(nextPage("page-2").willReturn(okJson(page("28", null, "28"))));

        start(10);

        await().until(() -> harness.sent.size() == 3);
        List<String> ids = harness.sent.stream()
                .map(record -> RouteHarness.header(record, "weathervane.trace-id"))
                .toList();
        assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
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
    void page_that_fails_is_asked_for_once_more_and_those_before_it_are_not() throws Exception {
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
        x.verify(
                1,
                getRequestedFor(urlPathEqualTo(PATH))
                        .withQueryParam("next_token", absent())
                        .withQueryParam("since_id", absent()));
    }

    @Test
    void token_of_a_page_that_x_does_not_take_starts_the_walk_again() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", "t1", "30"))));
        x.stubFor(nextPage("t1")
                .inScenario("s")
                .willReturn(aResponse().withStatus(400).withBody("{}"))
                .willSetStateTo("up"));
        x.stubFor(nextPage("t1").inScenario("s").whenScenarioStateIs("up").willReturn(okJson(page("20", null, "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().equals(Optional.of("30")));
        assertThat(harness.keys("tweets")).containsExactly("30", "20");
        assertThat(source.health.call().getState()).isEqualTo(HealthCheck.State.UP);
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
                Arguments.of("hangs", okJson(page("30", null, "30")).withFixedDelay(3_000)),
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

    @Test
    void several_queries_have_a_cursor_each_and_a_tweet_of_two_is_sent_once() throws Exception {
        queries = new String[] {"gale", "\"mist; fog\""};
        x.stubFor(of("gale").willReturn(okJson(page("30", null, "30", "20"))));
        x.stubFor(of("\"mist; fog\"").willReturn(okJson(page("25", null, "25", "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));
        x.stubFor(since("25").willReturn(okJson(empty())));

        start(10);

        await().until(() -> requests("since_id") >= 2);
        assertThat(harness.keys("tweets")).containsExactly("30", "20", "25");
        assertThat(cursor("gale")).contains("30");
        assertThat(cursor("\"mist; fog\"")).contains("25");
        assertThat(source.messages("sent")).isEqualTo(3);
        assertThat(source.messages("seen")).isEqualTo(1);
    }

    @Test
    void query_that_x_does_not_understand_stops_alone_until_the_route_is_started_again() throws Exception {
        queries = new String[] {"(gale", "mist"};
        x.stubFor(of("(gale")
                .inScenario("s")
                .willReturn(aResponse().withStatus(400).withBody("{\"detail\":\"missing )\"}"))
                .willSetStateTo("understood"));
        x.stubFor(of("(gale")
                .inScenario("s")
                .whenScenarioStateIs("understood")
                .willReturn(okJson(page("40", null, "40"))));
        x.stubFor(of("mist").willReturn(okJson(page("30", null, "30"))));
        x.stubFor(since("30").willReturn(okJson(empty())));
        x.stubFor(since("40").willReturn(okJson(empty())));

        start(10);

        await().until(() -> requests("since_id") >= 2);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains("(gale", "missing )", "x.query", "X_QUERY"));
        assertThat(harness.keys("tweets")).containsExactly("30");

        restart();

        await().until(() -> cursor("(gale").equals(Optional.of("40")));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void rate_limit_is_shared_and_does_not_starve_the_last_query() throws Exception {
        queries = new String[] {"gale", "mist"};
        String reset = Long.toString(clock.instant().plusSeconds(60).getEpochSecond());
        x.stubFor(of("gale")
                .willReturn(okJson(page("30", null, "30"))
                        .withHeader("x-rate-limit-remaining", "0")
                        .withHeader("x-rate-limit-reset", reset)));
        x.stubFor(of("mist").willReturn(okJson(page("20", null, "20"))));
        x.stubFor(since("30").willReturn(okJson(empty()).withFixedDelay(50)));
        x.stubFor(since("20").willReturn(okJson(empty())));
        start(10);
        await().until(() -> cursor("gale").isPresent());

        await().during(Duration.ofMillis(300)).until(() -> requests("query") == 1);
        clock.advance(Duration.ofSeconds(60));

        await().until(() -> requests("query") >= 3);
        assertThat(x.findAll(getRequestedFor(urlPathEqualTo(PATH)))
                        .get(1)
                        .queryParameter("query")
                        .firstValue())
                .isEqualTo("mist");
    }

    @ParameterizedTest(name = "our clock is {0} s ahead of X's")
    @ValueSource(longs = {-7_200, -60, 600, 7_200})
    void rate_limit_is_waited_for_by_the_clock_of_x(long ahead) throws Exception {
        Instant theirs = clock.instant().minusSeconds(ahead);
        x.stubFor(firstPage()
                .inScenario("s")
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("Date", RFC_1123_DATE_TIME.format(theirs.atZone(ZoneOffset.UTC)))
                        .withHeader(
                                "x-rate-limit-reset",
                                Long.toString(theirs.plusSeconds(300).getEpochSecond())))
                .willSetStateTo("later"));
        x.stubFor(firstPage().inScenario("s").whenScenarioStateIs("later").willReturn(okJson(page("30", null, "30"))));
        x.stubFor(since("30").willReturn(okJson(empty())));
        start(10);
        await().until(() -> log.lines().stream().anyMatch(line -> line.contains("rate limit")));

        clock.advance(Duration.ofSeconds(299));
        await().during(Duration.ofMillis(200)).until(() -> requests("query") == 1);
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> cursor().isPresent());
    }

    @Test
    void partial_errors_are_logged_and_counted_and_the_data_beside_them_is_sent() throws Exception {
        String errors = ",\"errors\":[{\"title\":\"Not Found Error\",\"detail\":\"no user 7\"},{\"title\":\"e\"}]}";
        String page = page("30", null, "30");
        x.stubFor(firstPage().willReturn(okJson(page.substring(0, page.length() - 1) + errors)));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().isPresent());
        assertThat(harness.keys("tweets")).containsExactly("30");
        assertThat(source.partialErrors()).isEqualTo(2);
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN") && line.contains("no user 7"));
    }

    @Test
    void page_that_comes_twice_is_sent_once_and_does_not_go_on_for_ever() throws Exception {
        x.stubFor(firstPage().willReturn(okJson(page("30", "t1", "30", "20", "30"))));
        x.stubFor(nextPage("t1").willReturn(okJson(page("30", "t1", "30", "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().isPresent());
        assertThat(harness.keys("tweets")).containsExactly("30", "20");
    }

    @Test
    void api_that_keeps_failing_is_asked_later_and_later() throws Exception {
        x.stubFor(firstPage().willReturn(aResponse().withStatus(503)));
        start(10);

        await().until(() -> requests("query") == 2);
        await().during(Duration.ofMillis(300)).until(() -> requests("query") == 2);
        clock.advance(Duration.ofSeconds(5));
        await().until(() -> requests("query") == 3);
        clock.advance(Duration.ofSeconds(9));
        await().during(Duration.ofMillis(300)).until(() -> requests("query") == 3);
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> requests("query") == 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void source_is_down_while_the_token_is_refused_and_up_when_the_route_starts_again(int status) throws Exception {
        x.stubFor(firstPage()
                .inScenario("s")
                .willReturn(aResponse().withStatus(status))
                .willSetStateTo("repaired"));
        x.stubFor(
                firstPage().inScenario("s").whenScenarioStateIs("repaired").willReturn(okJson(page("30", null, "30"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);
        assertThat(requests("query")).isEqualTo(1);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains(Integer.toString(status), "x.bearer-token", "X_BEARER_TOKEN"));

        restart();

        await().until(() -> cursor().isPresent());
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void cursor_of_the_time_of_a_single_query_goes_on() throws Exception {
        new CursorFile(data, "test").write(x.baseUrl() + " " + QUERY, "30");
        x.stubFor(since("30").willReturn(okJson(page("40", null, "40"))));
        x.stubFor(since("40").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().equals(Optional.of("40")));
        assertThat(x.findAll(getRequestedFor(urlPathEqualTo(PATH)).withQueryParam("since_id", absent())))
                .isEmpty();
    }

    @Test
    void tweet_that_is_polled_again_after_a_restart_is_not_sent_again() throws Exception {
        new SeenMessages(data.resolve("seen.txt"), 10).addAll(List.of("20"));
        x.stubFor(firstPage().willReturn(okJson(page("30", null, "30", "20"))));
        x.stubFor(since("30").willReturn(okJson(empty())));

        start(10);

        await().until(() -> cursor().isPresent());
        assertThat(harness.keys("tweets")).containsExactly("30");
    }

    private HealthCheck.Result health() {
        return source.health.call();
    }

    private void restart() throws Exception {
        harness.context.getRouteController().stopRoute(ROUTE);
        harness.context.getRouteController().startRoute(ROUTE);
    }

    private static MappingBuilder of(String query) {
        return firstPage().withQueryParam("query", equalTo(query));
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
