package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.source.StubX.StreamRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XFilteredStreamRouteTest {

    private static final String ROUTE = "stream-x-filtered";
    private static final String TOKEN = "s3cr3t-t0ken";
    private static final String QUERY = "wind #gale lang:en";
    private static final int LARGEST = 64 * 1024;

    /** Long enough to see that nothing happens: the timer of the route fires several times. */
    private static final Duration A_WHILE = Duration.ofMillis(800);

    private final StubX x = new StubX();
    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private final RouteHarness harness = new RouteHarness();
    private final CapturedLog log = new CapturedLog();
    private final XStreamCoverage coverage = new XStreamCoverage(List.of(QUERY), Duration.ofMinutes(1), 5, clock);
    private TestSource source;

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        harness.close();
        x.close();
        log.close();
    }

    @Test
    void tweet_reaches_kafka_with_its_author_while_the_connection_stays_open() throws Exception {
        start();
        StreamRequest connection = x.connection().open();

        connection.send(StubX.line("30"));

        await().until(() -> keys().equals(List.of("30")));
        ProducerRecord<String, byte[]> record = harness.sent.get(0);
        assertThatJson(new String(record.value(), UTF_8))
                .isEqualTo("{id:'30',text:'text 30 ä😀',author_id:'7',author:{id:'7',username:'seven'}}");
        assertThat(RouteHarness.header(record, "weathervane.route")).isEqualTo(ROUTE);
        assertThat(connection.query)
                .containsEntry("expansions", "author_id")
                .containsKeys("tweet.fields", "user.fields")
                .doesNotContainKey("backfill_minutes");
        assertThat(connection.headers)
                .containsEntry("authorization", "Bearer " + TOKEN)
                .containsEntry("user-agent", "Weathervane/test");
    }

    @Test
    void lines_and_characters_may_be_cut_anywhere() throws Exception {
        start();
        StreamRequest connection = x.connection().open();

        for (byte b : ("\r\n" + StubX.line("30") + "\r\n\n" + StubX.line("31")).getBytes(UTF_8)) {
            connection.send(new byte[] {b});
        }

        await().until(() -> keys().equals(List.of("30", "31")));
        assertThatJson(new String(harness.sent.get(1).value(), UTF_8))
                .node("text")
                .isEqualTo("text 31 ä😀");
    }

    @Test
    void compressed_tweet_is_not_held_back() throws Exception {
        start();
        StreamRequest connection = x.connection().open("Content-Encoding: gzip");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        GZIPOutputStream gzip = new GZIPOutputStream(compressed, true);

        for (String id : List.of("30", "31")) {
            gzip.write(StubX.line(id).getBytes(UTF_8));
            gzip.flush();
            connection.send(compressed.toByteArray());
            compressed.reset();
            await().until(() -> keys().contains(id));
        }

        assertThat(keys()).containsExactly("30", "31");
        assertThat(connection.headers.get("accept-encoding")).contains("gzip");
    }

    @Test
    void heartbeats_keep_the_connection() throws Exception {
        harness.settings.put("x.stream.silence", "1500");
        start();
        StreamRequest connection = x.connection().open();

        await().during(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    connection.heartbeat();
                    return x.connection(0) == null;
                });
        connection.send(StubX.line("30"));

        await().until(() -> keys().equals(List.of("30")));
    }

    @Test
    void silence_is_a_broken_connection_and_the_next_one_is_made_at_once() throws Exception {
        harness.settings.put("x.stream.silence", "300");
        start();
        StreamRequest silent = x.connection().open().send(StubX.line("30"));

        x.connection().open().send(StubX.line("31"));

        await().until(() -> keys().equals(List.of("30", "31")));
        assertThat(silent.isClosedByClient()).isTrue();
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN") && line.contains("not even a heartbeat"));
    }

    @Test
    void connection_that_hangs_before_the_headers_is_given_up() throws Exception {
        harness.settings.put("x.stream.silence", "300");
        start();
        StreamRequest hanging = x.connection();

        assertThat(hanging.isClosedByClient()).isTrue();
        awaitPauses(1);
        clock.advance(Duration.ofMillis(250));

        x.connection().open().send(StubX.line("30"));
        await().until(() -> keys().equals(List.of("30")));
    }

    @Test
    void dropped_connection_is_made_again_at_once_and_its_cut_off_line_is_no_tweet() throws Exception {
        start();
        x.connection()
                .open()
                .send(StubX.line("30") + StubX.line("31").substring(0, 40))
                .cut();

        x.connection().open().send(StubX.line("31")).end();
        x.connection().open().send(StubX.line("32"));

        await().until(() -> keys().equals(List.of("30", "31", "32")));
        assertThat(harness.keys("tweets.dead")).isEmpty();
    }

    @Test
    void connection_that_ends_before_anything_came_is_no_reason_to_hurry() throws Exception {
        start();
        x.connection().open().end();
        awaitPauses(1);

        assertThat(x.connection(A_WHILE.toMillis())).isNull();
        clock.advance(Duration.ofMillis(250));

        x.connection().open();
    }

    @Test
    void busy_server_is_asked_less_and_less_often() throws Exception {
        start();
        int pauses = 0;
        for (int seconds : new int[] {5, 10, 20}) {
            x.connection().refuse(503, "<html>busy</html>");
            awaitPauses(++pauses);
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(x.connection(A_WHILE.toMillis())).isNull();
            clock.advance(Duration.ofMillis(1));
        }

        x.connection().open().send(StubX.line("30"));
        await().until(() -> keys().equals(List.of("30")));
    }

    @Test
    void rate_limit_is_waited_for_until_its_reset() throws Exception {
        long reset = clock.instant().plusSeconds(300).getEpochSecond();
        start();
        x.connection().refuse(429, "", "x-rate-limit-remaining", "0", "x-rate-limit-reset", Long.toString(reset));
        awaitPauses(1);

        clock.advance(Duration.ofSeconds(299));
        assertThat(x.connection(A_WHILE.toMillis())).isNull();
        clock.advance(Duration.ofSeconds(1));

        x.connection().open();
    }

    @Test
    void too_many_connections_are_waited_for_a_minute() throws Exception {
        long reset = clock.instant().plusSeconds(300).getEpochSecond();
        start();
        x.connection()
                .refuse(
                        429,
                        "{\"title\":\"ConnectionException\",\"detail\":\"This stream is currently at the maximum"
                                + " allowed connection limit.\",\"connection_issue\":\"TooManyConnections\"}",
                        "x-rate-limit-remaining",
                        "49",
                        "x-rate-limit-reset",
                        Long.toString(reset));
        awaitPauses(1);

        clock.advance(Duration.ofSeconds(59));
        assertThat(x.connection(A_WHILE.toMillis())).isNull();
        clock.advance(Duration.ofSeconds(1));

        x.connection().open();
        assertThat(log.lines()).anyMatch(line -> line.contains("maximum allowed connection limit"));
    }

    @ParameterizedTest
    @CsvSource({"401, x.bearer-token", "403, x.stream.enabled=false"})
    void refused_key_stops_the_stream_and_says_which_setting_is_wrong(int status, String setting) throws Exception {
        start();
        x.connection().refuse(status, "{\"title\":\"Refused\",\"detail\":\"no such plan\"}");

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);

        assertThat(source.health.call().getMessage()).hasValueSatisfying(why -> assertThat(why)
                .contains(Integer.toString(status), "no such plan", setting, "X_BEARER_TOKEN"));
        assertThat(x.connection(0)).isNull();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(setting));
    }

    @Test
    void rules_that_are_missing_are_added_and_other_peoples_stay() throws Exception {
        String unwanted = x.addRule("yesterday's query", "weathervane");
        x.addRule("cats has:images", "cats");

        start();
        x.connection().open().send(StubX.line("30")).cut();
        x.connection().open();

        assertThat(x.rules()).containsExactly("cats cats has:images", "weathervane " + QUERY);
        // and not once more for the second connection
        assertThat(x.ruleChanges()).hasSize(2);
        assertThatJson(x.ruleChanges().get(0)).isEqualTo("{delete:{ids:['" + unwanted + "']}}");
        assertThatJson(x.ruleChanges().get(1)).isEqualTo("{add:[{value:'" + QUERY + "',tag:'weathervane'}]}");
    }

    @Test
    void rule_that_somebody_else_has_too_serves_both() throws Exception {
        String theirs = x.addRule(QUERY, "theirs");
        String other = x.addRule("cats", "cats");

        start();
        x.connection().open().send(StubX.line("30", other) + StubX.line("31", theirs, other));

        await().until(() -> keys().equals(List.of("31")));
        assertThat(x.rules()).containsExactly("theirs " + QUERY, "cats cats");
    }

    @Test
    void rule_that_x_does_not_take_stops_the_stream() throws Exception {
        x.refuseRules("{\"errors\":[{\"value\":\"" + QUERY + "\",\"title\":\"UnprocessableEntity\","
                + "\"details\":[\"Cannot parse rule\"]}],\"title\":\"Invalid Request\"}");

        start();

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);
        assertThat(source.health.call().getMessage())
                .hasValueSatisfying(why -> assertThat(why).contains("Cannot parse rule", "x.stream.rules", "x.query"));
    }

    @Test
    void what_is_no_tweet_becomes_a_dead_letter_and_the_stream_goes_on() throws Exception {
        start();
        x.connection()
                .open()
                .send("{\"data\":{\"id\":\r\n")
                .send("{\"data\":{\"text\":\"no id\"}}\r\n")
                .send("{\"data\":{\"id\":\"29\",\"text\":\"" + "x".repeat(LARGEST) + "\"}}\r\n")
                .send(StubX.line("30"));

        await().until(() -> keys().equals(List.of("30")));
        assertThat(harness.sent)
                .filteredOn(record -> record.topic().equals("tweets.dead"))
                .extracting(record -> RouteHarness.header(record, "weathervane.dead.reason"))
                .containsExactly("not-json", "no-id", "too-large");
    }

    @Test
    void word_from_x_is_logged_and_partial_errors_are_counted() throws Exception {
        start();
        x.connection()
                .open()
                .send(StubX.line("30").replace("}\r\n", ",\"errors\":[{\"title\":\"Not Found Error\"}]}\r\n"))
                .send("{\"errors\":[{\"title\":\"operational-disconnect\",\"disconnect_type\":"
                        + "\"UpstreamOperationalDisconnect\",\"detail\":\"This stream has been disconnected upstream"
                        + " for operational reasons.\"}]}\r\n")
                .end();
        x.connection().open();

        assertThat(keys()).containsExactly("30");
        assertThat(harness.keys("tweets.dead")).isEmpty();
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN") && line.contains("for operational reasons"))
                .anyMatch(line -> line.startsWith("WARN") && line.contains("Not Found Error"));
        assertThat(source.partialErrors()).isEqualTo(1);
    }

    @Test
    void slow_kafka_stops_the_reading() throws Exception {
        harness.kafkaIsSlow = true;
        start();
        StreamRequest connection = x.connection().open();
        int count = 20_000;
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(connection, count));

        await().until(() -> !harness.sent.isEmpty());
        await().during(A_WHILE).until(() -> harness.sent.size() <= 500 && !sending.isDone());
        harness.kafkaIsSlow = false;
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            harness.acknowledge();
            return harness.sent.size() == count;
        });

        assertThat(keys())
                .isEqualTo(IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    @Test
    void tweets_that_kafka_does_not_take_end_the_connection() throws Exception {
        harness.kafkaFails = true;
        start();
        StreamRequest connection = x.connection().open().send(StubX.line("30"));

        assertThat(connection.isClosedByClient()).isTrue();
        awaitPauses(1);
        assertThat(x.connection(A_WHILE.toMillis())).isNull();
        assertThat(coverage.position()).isEmpty();
        harness.kafkaFails = false;
        clock.advance(Duration.ofMillis(250));

        x.connection().open().send(StubX.line("30"));
        await().until(() -> keys().equals(List.of("30", "30")));
    }

    @Test
    void short_gap_is_asked_for_as_backfill_and_a_key_without_it_goes_on_without() throws Exception {
        start();
        StreamRequest connection = x.connection().open().send(StubX.line("30"));
        await().until(() -> keys().equals(List.of("30")));
        clock.advance(Duration.ofSeconds(70));
        connection.cut();

        StreamRequest again = x.connection();
        assertThat(again.query).containsEntry("backfill_minutes", "2");
        again.refuse(403, "{\"detail\":\"backfill is not for you\"}");
        awaitPauses(1);
        clock.advance(Duration.ofSeconds(5));

        assertThat(x.connection().open().query).doesNotContainKey("backfill_minutes");
        assertThat(source.health.call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(log.lines()).anyMatch(line -> line.contains("x.stream.backfill-minutes=0"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopped_route_ends_its_connection(boolean answered) throws Exception {
        harness.settings.put("x.stream.silence", "60000");
        start();
        StreamRequest connection = x.connection();
        if (answered) {
            connection.open().send(StubX.line("30"));
            await().until(() -> keys().equals(List.of("30")));
        }

        // true unless Camel had to force it
        assertThat(harness.context
                        .getRouteController()
                        .stopRoute(ROUTE, 5, java.util.concurrent.TimeUnit.SECONDS, true))
                .isTrue();

        assertThat(connection.isClosedByClient()).isTrue();
        assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN") && line.contains("trying again"));
    }

    @Test
    void token_is_in_no_endpoint_and_no_log() throws Exception {
        start();
        x.connection().open().send(StubX.line("30")).cut();
        x.connection().refuse(401, "{\"detail\":\"Bearer " + TOKEN + " is not enough\"}");

        await().until(() -> harness.status(ROUTE) == ServiceStatus.Stopped);

        List<String> seen = new ArrayList<>(log.lines());
        harness.context.getEndpoints().forEach(endpoint -> seen.add(endpoint.getEndpointUri()));
        assertThat(seen).hasSizeGreaterThan(10).noneMatch(text -> text.contains(TOKEN));
    }

    private void start() throws Exception {
        harness.settings.put("x.stream.enabled", "true");
        harness.settings.put("x.api-url", x.url());
        harness.settings.putIfAbsent("x.stream.silence", "10000");
        AbortableClient client =
                new AbortableClient(ApiClient.withBearerToken(URI.create(x.url()), "Weathervane/test", TOKEN));
        XStreamRules rules = new XStreamRules(List.of(QUERY), clock);
        XStreamConnector connector = new XStreamConnector(coverage, client, LARGEST, clock);
        source = new TestSource(folder, "tweets", false, clock);
        PagedSource shared = source.shared("X filtered stream", RequestBudget.unlimited());
        harness.bind("xStreamConnector", connector);
        harness.bind("xStreamClient", client);
        harness.bind("xStreamRules", rules);
        harness.bind("xFilteredStream", new XFilteredStream(connector, rules, coverage, shared));
        harness.start(ROUTE);
    }

    /** Returns when it is decided how long to wait: only then it makes a difference that the clock goes on. */
    private void awaitPauses(int count) {
        await().until(() -> log.lines().stream()
                        .filter(line -> line.contains("trying again in"))
                        .count()
                == count);
    }

    private List<String> keys() {
        return harness.keys("tweets");
    }

    private static void send(StreamRequest connection, int count) {
        try {
            for (int i = 0; i < count; i++) {
                String line = StubX.line(Integer.toString(i)).replace("text ", "x".repeat(1_000));
                connection.send(line);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
