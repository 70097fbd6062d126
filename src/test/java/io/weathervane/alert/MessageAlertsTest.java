package io.weathervane.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look asks Elasticsearch, and where the next one begins; Elasticsearch is a stub that has what a test puts into it. */
class MessageAlertsTest {

    private static final Instant CHECKPOINT = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant NOW = CHECKPOINT.plus(Duration.ofHours(3));

    private static final int MOST = 10;

    private final ArrayNode hits = AlertSearch.JSON.createArrayNode();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile long checkpoint = CHECKPOINT.toEpochMilli();
    private volatile JsonNode question;
    private HttpServer elasticsearch;
    private RestClient client;

    @BeforeEach
    void start() throws IOException {
        elasticsearch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elasticsearch.createContext("/", this::answer);
        elasticsearch.start();
        client = RestClient.builder(
                        new HttpHost("127.0.0.1", elasticsearch.getAddress().getPort()))
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        elasticsearch.stop(0);
    }

    @Test
    void next_look_after_a_full_one_begins_with_what_that_one_did_not_see() throws Exception {
        // more causes than one look takes, all of them within the overlap
        for (int i = 0; i < MOST; i++) {
            hit("author" + i, CHECKPOINT.minusSeconds(29).plusMillis(i));
        }

        look();
        look();

        assertThat(question.findValue("event.ingested").path("gte").asText())
                .isEqualTo(CHECKPOINT.minusSeconds(29).plusMillis(MOST - 1).toString());
    }

    @Test
    void answer_of_a_part_of_the_shards_does_not_count_as_all_messages() throws Exception {
        look();

        assertThat(asked)
                .anyMatch(path ->
                        path.startsWith("/tweets-*/_search") && path.contains("allow_partial_search_results=false"));
    }

    @Test
    void long_message_makes_an_alert_that_fits_into_a_record() throws Exception {
        hit("author", CHECKPOINT).put("message", "😀".repeat(200_000));

        List<?> pending = look();

        assertThat(((AlertOutbox.Pending) pending.get(0)).json().toString()).hasSizeLessThan(20_000);
        assertThat(question.path("collapse").path("inner_hits").path("_source").isArray())
                .as("what is read of a document is said")
                .isTrue();
    }

    @Test
    void address_that_is_none_does_not_come_into_the_text_which_a_chat_may_take_for_a_command() throws Exception {
        hit("author", CHECKPOINT).putObject("event").put("url", "https://news.example/ <!channel>");

        JsonNode alert = ((AlertOutbox.Pending) look().get(0)).json();

        assertThat(alert.path("text").asText()).isEqualTo("hate hate (0.00): author");
    }

    @Test
    void text_is_the_same_whatever_language_the_machine_speaks() throws Exception {
        hit("author", CHECKPOINT).putObject("classification").putObject("hate").put("score", 0.9);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(((AlertOutbox.Pending) look().get(0)).json().path("text").asText())
                    .startsWith("hate hate (0.90): ");
        } finally {
            Locale.setDefault(before);
        }
    }

    private List<?> look() throws IOException {
        AlertSearch search = new AlertSearch(client);
        AlertLedger ledger = new AlertLedger(search);
        MessageAlerts alerts =
                new MessageAlerts(search, ledger, new AlertOutbox(ledger), Clock.fixed(NOW, ZoneOffset.UTC), MOST);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("my-rule");
        Map.of(
                        "alertIndices", "tweets-*",
                        "alertClassifier", "hate",
                        "alertLabel", "hate",
                        "alertMinimumScore", "0.8",
                        "alertCauseField", "user.name",
                        "alertQuietPeriod", "1h")
                .forEach(exchange::setProperty);
        alerts.find(exchange);
        alerts.done(exchange);
        return new ArrayList<>(exchange.getMessage().getBody(List.class));
    }

    /** Adds a message that matches; its source is for the test to fill. */
    private ObjectNode hit(String author, Instant ingested) {
        ObjectNode hit = hits.addObject();
        hit.putArray("sort").add(ingested.toEpochMilli());
        hit.putObject("fields").putArray("user.name").add(author);
        ObjectNode newest = hit.putObject("inner_hits")
                .putObject("newest")
                .putObject("hits")
                .putArray("hits")
                .addObject();
        newest.put("_id", author).put("_index", "tweets-2026.11");
        newest.putArray("sort").add(ingested.toEpochMilli());
        return newest.putObject("_source");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        JsonNode body = AlertSearch.JSON.readTree(exchange.getRequestBody().readAllBytes());
        ObjectNode answer = AlertSearch.JSON.createObjectNode();
        if (path.startsWith("/tweets-*/_search")) {
            question = body;
            answer.putObject("hits").set("hits", hits);
        } else if (path.contains("checkpoint")) {
            if (exchange.getRequestMethod().equals("PUT")) {
                checkpoint = body.path("checkpoint").asLong();
            }
            answer.putObject("_source").put("checkpoint", checkpoint);
        } else {
            answer.put("result", "created");
        }
        byte[] bytes = AlertSearch.JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
