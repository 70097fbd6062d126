package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.sun.net.httpserver.HttpServer;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Settings;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of alerts as they are shipped, but for the indices that they look at, against real servers. */
class AlertsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String run = String.valueOf(System.nanoTime());
    private final String topic = "alerts-" + run;
    private final String index = "tweets-alerts-" + run;
    private final RestClient elasticsearch =
            RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl())).build();
    private final Map<String, String> settings = new HashMap<>();
    private Main application;

    @TempDir
    Path scratch;

    @BeforeEach
    void prepare() throws IOException {
        new ElasticsearchAssets(
                        elasticsearch,
                        Path.of("es-ingest-pipelines"),
                        Path.of("es-index-templates"),
                        Duration.ofSeconds(30))
                .install();
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 2, 1, 1_048_576)
                .ensure(List.of(topic), Duration.ofSeconds(30));
        Files.createDirectories(scratch.resolve("routes"));
        try (Stream<Path> shipped = Files.list(ShippedRoutes.FOLDER)) {
            for (Path route : shipped.filter(Files::isRegularFile).toList()) {
                Files.writeString(
                        scratch.resolve("routes").resolve(route.getFileName()),
                        Files.readString(route).replace("constant: tweets-*", "constant: " + index));
            }
        }
        settings.putAll(Map.of(
                "kafka.brokers",
                TestEngines.kafkaBrokers(),
                "kafka.topic.alerts",
                topic,
                "kafka.consumer.group",
                "alerts-" + run,
                "alerts.interval",
                "500",
                "alerts.retry-delay",
                "50"));
    }

    @AfterEach
    void stop() throws IOException {
        if (application != null) {
            application.stop();
        }
        elasticsearch.performRequest(new Request("DELETE", "/" + index + "?ignore_unavailable=true"));
        elasticsearch.close();
    }

    @Test
    void hateful_author_is_alerted_once_in_a_quiet_period_also_after_a_restart() throws Exception {
        start("alert-hate", "send-alerts", "alert-to-file");
        tweet("one", "hate", 0.95);
        await().atMost(PATIENCE).until(() -> authors().equals(List.of("one")));
        tweet("one", "hate", 0.99);
        tweet("below", "hate", 0.5);
        tweet("other", "offensive", 0.99);
        tweet("two", "hate", 0.85);
        await().atMost(PATIENCE).until(() -> authors().contains("two"));

        application.stop();
        start("alert-hate", "send-alerts", "alert-to-file");
        tweet("two", "hate", 0.99);
        tweet("three", "hate", 0.9);
        await().atMost(PATIENCE).until(() -> authors().contains("three"));

        assertThat(authors()).containsExactly("one", "two", "three");
        JsonNode alert = alerts().get(0);
        assertThat(alert.path("rule").asText()).isEqualTo("alert-hate");
        assertThat(alert.path("cause").asText()).isEqualTo("user.name=one-" + run);
        assertThat(alert.at("/message/classification/hate/score").asDouble()).isEqualTo(0.95);
    }

    @Test
    void author_who_goes_on_is_alerted_again_after_the_quiet_period_and_not_for_what_came_in_it() throws Exception {
        Path rule = scratch.resolve("routes/alert-hate.camel.yaml");
        Files.writeString(rule, Files.readString(rule).replace("constant: 1h", "constant: 4s"));
        start("alert-hate", "send-alerts", "alert-to-file");
        tweet("one", "hate", 0.9);
        await().atMost(PATIENCE).until(() -> authors().equals(List.of("one")));
        tweet("one", "hate", 0.91);

        await().during(Duration.ofSeconds(7))
                .atMost(PATIENCE)
                .until(() -> authors().size() == 1);
        tweet("one", "hate", 0.92);
        await().atMost(PATIENCE).until(() -> authors().equals(List.of("one", "one")));

        assertThat(alerts().get(1).at("/message/classification/hate/score").asDouble())
                .isEqualTo(0.92);
    }

    @Test
    void messages_without_the_field_of_the_cause_are_alerted_as_one_cause() throws Exception {
        start("alert-hate", "send-alerts", "alert-to-file");
        tweet(null, "hate", 0.9);

        await().atMost(PATIENCE).until(() -> alerts().size() == 1);
        assertThat(alerts().get(0).path("cause").asText()).isEqualTo("user.name=");
    }

    @Test
    void alert_of_a_worker_that_died_before_it_was_sent_is_sent_by_another() throws Exception {
        abandon("left");

        start("alert-hate", "send-alerts", "alert-to-file");
        await().atMost(PATIENCE).until(() -> authors().contains("left"));
        tweet("next", "hate", 0.9);
        await().atMost(PATIENCE).until(() -> authors().contains("next"));

        assertThat(authors()).containsExactly("left", "next");
    }

    @Test
    void several_workers_send_each_alert_once() throws Exception {
        for (int i = 0; i < 10; i++) {
            abandon("left" + i);
        }
        start("alert-hate", "send-alerts", "alert-to-file");
        Main first = application;
        start("alert-hate", "send-alerts", "alert-to-file");
        try {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                tweet("new" + i, "hate", 0.9);
                expected.add("left" + i);
                expected.add("new" + i);
            }
            await().atMost(PATIENCE).until(() -> authors().containsAll(expected));
            // a few more looks of both: nothing comes again
            tweet("last", "hate", 0.9);
            expected.add("last");
            await().atMost(PATIENCE).until(() -> authors().contains("last"));

            assertThat(authors()).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            first.stop();
        }
    }

    @Test
    void sudden_rise_of_negative_tweets_is_alerted_once() throws Exception {
        windows(10, 0.2, 0.7);
        start("alert-negative-burst", "send-alerts", "alert-to-file");

        await().atMost(PATIENCE).until(() -> !alerts().isEmpty());
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> alerts().size() == 1);

        JsonNode alert = alerts().get(0);
        assertThat(alert.path("text").asText())
                .matches("negative about everything: 70 % of 40 messages in the last 15 minutes, usually 2\\d %");
        assertThat(alert.at("/baseline/windows").asInt()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void always_negative_tweets_are_no_burst() throws Exception {
        windows(10, 0.8, 0.8);
        start("alert-negative-burst", "alert-hate", "send-alerts", "alert-to-file");

        // the other rule has been looked at several times by the time that this one has come through
        for (int i = 0; i < 3; i++) {
            int number = i;
            tweet("sign" + number, "hate", 0.9);
            await().atMost(PATIENCE).until(() -> authors().contains("sign" + number));
        }
        assertThat(alerts()).allMatch(alert -> alert.path("rule").asText().equals("alert-hate"));
    }

    @Test
    void webhook_that_fails_gets_its_alert_in_the_end_and_what_it_refuses_is_a_dead_letter() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger(12);
        AtomicInteger refusals = new AtomicInteger();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean mine = "Bearer t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (body.contains("\"refuse-")) {
                refusals.incrementAndGet();
            }
            int status = !mine ? 401 : body.contains("\"refuse-") ? 422 : failures.getAndDecrement() > 0 ? 503 : 204;
            if (status == 204) {
                taken.add(body);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        webhook.start();
        settings.put("alerts.to", "webhook");
        settings.put(
                "alerts.webhook.url", "http://127.0.0.1:" + webhook.getAddress().getPort() + "/hook");
        settings.put("alerts.webhook.token", "t0ken");
        try {
            start("alert-hate", "send-alerts", "alert-to-webhook");
            send("no alert at all");
            tweet("refuse", "hate", 0.9);
            tweet("one", "hate", 0.9);

            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            assertThat(JSON.readTree(taken.get(0)).at("/message/author").asText())
                    .isEqualTo("one-" + run);
            assertThat(failures.get()).isNegative();
            assertThat(refusals).as("what is refused for good is sent once").hasValue(1);
            List<ConsumerRecord<String, String>> dead = deadLetters(2);
            assertThat(dead)
                    .anySatisfy(record -> assertThat(record.value()).isEqualTo("no alert at all"))
                    .anySatisfy(record -> assertThat(record.value()).contains("refuse-" + run));
        } finally {
            webhook.stop(0);
        }
    }

    @Test
    void email_says_it_in_one_line_whatever_strangers_write() throws Exception {
        GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        settings.put("alerts.to", "email");
        settings.put("alerts.email.protocol", "smtp");
        settings.put("alerts.email.server", "127.0.0.1:" + mail.getSmtp().getPort());
        settings.put("alerts.email.to", "duty@sample.example");
        settings.put("alerts.email.from", "weathervane@sample.example");
        try {
            start("alert-hate", "send-alerts", "alert-to-email");
            tweet("x\r\nBcc: everybody@sample.example\r\n\r\n<script>", "hate", 0.9);

            await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length == 1);
            var message = mail.getReceivedMessages()[0];
            assertThat(message.getSubject()).startsWith("[Weathervane] hate hate (0.90): ");
            assertThat(message.getAllRecipients()).hasSize(1);
            assertThat(message.getContentType()).startsWith("text/plain");
            assertThat(message.getHeader("Bcc")).isNull();
        } finally {
            mail.stop();
        }
    }

    /** What a worker leaves that dies after it has claimed an alert. */
    private void abandon(String author) throws IOException {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("rule", "alert-hate").put("cause", "user.name=" + author + "-" + run);
        entry.put("claimed", Instant.now().minusSeconds(300).toEpochMilli());
        entry.put("newest", Instant.now().minusSeconds(300).toEpochMilli());
        entry.put("quiet_until", Instant.now().plusSeconds(3600).toEpochMilli());
        entry.put("sent", false);
        entry.putObject("alert")
                .put("id", author)
                .put("rule", "alert-hate")
                .put("text", "left behind")
                .putObject("message")
                .put("author", author + "-" + run);
        put("/weathervane-alerts/_doc/" + author + "-" + run + "?refresh=true", entry);
    }

    private void start(String... routes) throws Exception {
        Settings all = ShippedRoutes.settings(scratch, settings);
        application = ShippedRoutes.main(
                all,
                elasticsearch,
                Clock.systemUTC(),
                scratch.resolve("routes"),
                String.join(".camel.yaml,", routes) + ".camel.yaml");
        application.start();
        // a rule begins with what is indexed after its first look, and overlaps it
        if (List.of(routes).contains("alert-hate")) {
            // the index of the ledger may just be coming up
            await().atMost(PATIENCE).ignoreExceptions().until(this::hasLooked);
        }
    }

    private boolean hasLooked() throws IOException {
        Request request = new Request("HEAD", "/weathervane-alerts/_doc/checkpoint:alert-hate");
        request.addParameter("ignore", "404");
        return elasticsearch.performRequest(request).getStatusLine().getStatusCode() == 200;
    }

    private void tweet(String author, String label, double score) throws IOException {
        ObjectNode tweet = JSON.createObjectNode();
        tweet.put("@timestamp", Instant.now().toString());
        tweet.put("message", "a text of the test");
        if (author != null) {
            tweet.putObject("user").put("name", author + "-" + run);
        }
        ObjectNode event = tweet.putObject("event");
        event.put("ingested", Instant.now().toString());
        event.put("url", "https://x.com/i/status/1\r\nX: y");
        tweet.putObject("classification").putObject("hate").put("label", label).put("score", score);
        post("/" + index + "/_doc", tweet.toString());
    }

    /** Forty tweets in each of the windows before the last one, and in that. */
    private void windows(int before, double usualShare, double lastShare) throws IOException {
        StringBuilder bulk = new StringBuilder();
        Instant now = Instant.now();
        for (int window = 0; window <= before; window++) {
            // a few per cent more or less, as it is in life
            double share = window == 0 ? lastShare : usualShare + (window % 3 - 1) * 0.025;
            for (int i = 0; i < 40; i++) {
                ObjectNode tweet = JSON.createObjectNode();
                tweet.put(
                        "@timestamp",
                        now.minus(Duration.ofMinutes(15L * window))
                                .minusSeconds(60 + 12L * i)
                                .toString());
                tweet.put("message", "a text of the test");
                tweet.putObject("classification")
                        .putObject("sentiment")
                        .put("label", i < Math.round(share * 40) ? "negative" : "positive")
                        .put("score", 0.9);
                bulk.append("{\"index\":{}}\n").append(tweet).append('\n');
            }
        }
        post("/" + index + "/_bulk?refresh=true", bulk.toString());
    }

    private void put(String path, ObjectNode body) throws IOException {
        Request request = new Request("PUT", path);
        request.setJsonEntity(body.toString());
        elasticsearch.performRequest(request);
    }

    private void post(String path, String body) throws IOException {
        Request request = new Request("POST", path);
        request.setJsonEntity(body);
        elasticsearch.performRequest(request);
    }

    private List<JsonNode> alerts() throws IOException {
        Path file = scratch.resolve("data/alerts.jsonl");
        if (!Files.exists(file)) {
            return List.of();
        }
        List<JsonNode> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            alerts.add(JSON.readTree(line));
        }
        return alerts;
    }

    private List<String> authors() throws IOException {
        return alerts().stream()
                .map(alert -> alert.at("/message/author").asText().replace("-" + run, ""))
                .toList();
    }

    private void send(String value) throws Exception {
        Properties config = new Properties();
        config.put("bootstrap.servers", TestEngines.kafkaBrokers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private List<ConsumerRecord<String, String>> deadLetters(int count) {
        Properties config = new Properties();
        config.put("bootstrap.servers", TestEngines.kafkaBrokers());
        config.put("group.id", "dead-" + run);
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic + ".dead"));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= count;
            });
        }
        return found;
    }
}
