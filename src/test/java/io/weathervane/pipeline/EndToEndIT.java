package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.weathervane.embedded.ElasticsearchDistribution;
import io.weathervane.source.ArticleUrl;
import io.weathervane.source.MessageKind;
import io.weathervane.source.MessageReader;
import io.weathervane.source.SourceMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A day in the life of the packaged application, from the first start without a key to the second: each test goes on where the last one ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {

    private static final String ALL = "{\"match_all\":{}}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "t0ken-that-nobody-may-read";

    /** Not on a memory file system: Elasticsearch counts on a disk. */
    @TempDir
    static Path folder;

    private static final Map<String, String> ENVIRONMENT = new HashMap<>();
    private static ApplicationProcess application;
    private static final AtomicInteger DROPPED = new AtomicInteger();

    @BeforeAll
    static void start_in_a_fresh_copy_of_the_project() throws Exception {
        for (String name : List.of("routes", "models", "es-ingest-pipelines", "es-index-templates", "samples")) {
            copy(Path.of(name), folder.resolve(name));
        }
        // its download, if there is one to do, is not what is timed here
        new ElasticsearchDistribution().home();
        ENVIRONMENT.putAll(Map.of(
                "HTTP_PORT", String.valueOf(ApplicationProcess.freePort()),
                "KAFKA_PORT", String.valueOf(ApplicationProcess.freePort()),
                "ELASTICSEARCH_PORT", String.valueOf(ApplicationProcess.freePort()),
                "ELASTICSEARCH_HEAP", "512m",
                "NEWSAPI_PAGE_BUDGET", "10",
                "INBOX_POLL_INTERVAL", "200",
                "INBOX_SETTLE_TIME", "200",
                "REPORT_INTERVAL", "1s"));
        // all samples at once and then no more, so that they can be counted
        ENVIRONMENT.putAll(Map.of(
                "SAMPLES_BACKLOG", "100",
                "SAMPLES_X_INTERVAL", "24h",
                "SAMPLES_NEWSAPI_INTERVAL", "24h",
                "SAMPLES_POLL_INTERVAL", "1s"));
        application = ApplicationProcess.start(folder, "first", ENVIRONMENT);
    }

    @AfterAll
    static void stop() throws Exception {
        if (application != null) {
            application.close();
        }
    }

    @Test
    @Order(1)
    void console_says_what_is_a_sample_and_where_everything_is() {
        assertThat(application.output())
                .containsPattern("X +SAMPLES .*X_BEARER_TOKEN")
                .containsPattern("NewsAPI +SAMPLES .*NEWSAPI_API_KEY")
                .containsPattern("Twitter v1 +off")
                .containsPattern("Kafka +127\\.0\\.0\\.1:" + ENVIRONMENT.get("KAFKA_PORT"))
                .containsPattern("Elasticsearch +http://127\\.0\\.0\\.1:" + ENVIRONMENT.get("ELASTICSEARCH_PORT"))
                .containsPattern("curl 'http://127\\.0\\.0\\.1:\\d+/tweets-\\*,news-\\*/_search");
    }

    @Test
    @Order(2)
    void samples_are_indexed_each_with_its_classifications() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(application.count("tweets", ALL)).isEqualTo(samples("tweets.jsonl", MessageKind.TWEET));
            assertThat(application.count("news", ALL)).isEqualTo(samples("articles.jsonl", MessageKind.ARTICLE));
        });
        Map<String, String[]> classifiers = Map.of(
                "tweets", new String[] {"sentiment", "hate", "emotion", "irony", "topic"},
                "news", new String[] {"news-sentiment", "topic"});
        for (String dataset : List.of("tweets", "news")) {
            assertThat(application.count(dataset, bool("must", classifiers.get(dataset))))
                    .isEqualTo(application.count(dataset, ALL));
            assertThat(application.count(dataset, "{\"term\":{\"tags\":\"sample\"}}"))
                    .isEqualTo(application.count(dataset, ALL));
        }
        assertThat(application.count("tweets", "{\"term\":{\"labels.route\":\"poll-x-recent-search\"}}"))
                .isEqualTo(application.count("tweets", ALL));
    }

    @Test
    @Order(3)
    void every_message_of_a_dropped_file_is_indexed_and_the_file_is_done() throws Exception {
        List<String> ids = IntStream.range(0, 1_200)
                .mapToObj(i -> String.valueOf(1_995_000_000_000_000_000L + i))
                .toList();
        dropCompressed(
                "tweets/bulk.jsonl.gz", ids.stream().map(EndToEndIT::tweet).toList());
        String article = """
                {"status":"ok","totalResults":1,"articles":[{"source":{"id":null,"name":"Sample Wire"},"author":null,
                "title":"The pool opens early this year","description":"Warm days bring the swimmers back.",
                "url":"https://wire.example/pool?utm_source=x","urlToImage":null,"publishedAt":"%s","content":null}]}
                """.formatted(yesterday());
        drop("news/answer.json", article);

        await().atMost(PATIENCE)
                .until(() -> Files.exists(inbox("done/tweets/bulk.jsonl.gz"))
                        && Files.exists(inbox("done/news/answer.json")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(indexed("tweets", ids)).hasSameSizeAs(ids));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(indexed("news", List.of(ArticleUrl.key("https://wire.example/pool"))))
                        .hasSize(1));
        assertThat(inbox("tweets")).isEmptyDirectory();
    }

    @Test
    @Order(4)
    void bad_line_becomes_a_dead_letter_and_its_file_failed() throws Exception {
        drop("tweets/bad.jsonl", tweet("1996000000000000001") + "\n{\"id\": \n" + tweet("1996000000000000003") + "\n");

        await().atMost(PATIENCE).until(() -> Files.exists(inbox("failed/tweets/bad.jsonl")));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        indexed("tweets", List.of("1996000000000000001", "1996000000000000003")))
                .hasSize(2));
        assertThat(records("tweets.dead")).singleElement().satisfies(letter -> {
            assertThat(header(letter, "weathervane.dead.reason")).isEqualTo("not-json");
            assertThat(header(letter, "weathervane.dead.file")).isEqualTo("tweets/bad.jsonl:2");
            assertThat(letter.value()).isEqualTo("{\"id\": ");
        });
    }

    @Test
    @Order(5)
    void step_taken_out_of_a_route_is_gone_from_the_next_documents() throws Exception {
        Path route = folder.resolve("routes/classify-tweet.camel.yaml");
        String before = Files.readString(route);
        String after = before.substring(0, before.indexOf("        - to:\n            uri: doccat:topic"));
        save(route, after);

        await().atMost(PATIENCE).until(() -> !classification(nextTweet()).has("topic"));
        assertThat(classification(nextTweet()).has("sentiment")).isTrue();
    }

    @Test
    @Order(6)
    void new_model_and_a_step_for_it_add_a_classifier() throws Exception {
        copy(Path.of("models/sentiment"), folder.resolve("models/mood"));
        Path route = folder.resolve("routes/classify-tweet.camel.yaml");
        save(route, Files.readString(route) + """
                                - to:
                                    uri: doccat:mood
                                    parameters:
                                      text: "${body[text]}"
                        """);

        await().atMost(PATIENCE).until(() -> classification(nextTweet()).has("mood"));
        JsonNode mood = classification(nextTweet()).get("mood");
        assertThat(mood.at("/model/name").asText()).isEqualTo("mood");
        assertThat(mood.get("label").asText()).isIn("negative", "neutral", "positive");
        assertThat(mood.get("score").asDouble()).isBetween(0.0, 1.0);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(application.count("tweets", bool("must", "mood")))
                .isPositive());
    }

    @Test
    @Order(7)
    void stop_takes_less_than_ten_seconds_and_leaves_nothing_behind() throws Exception {
        Duration taken = application.stop();

        assertThat(taken).isLessThan(Duration.ofSeconds(10));
        assertThat(application.elasticsearchServer().isAlive()).isFalse();
        assertThat(application.output())
                .contains("Weathervane has stopped.")
                .doesNotContain("\tat ")
                .doesNotContain("ERROR");
    }

    @Test
    @Order(8)
    void second_start_goes_on_without_a_duplicate() throws Exception {
        long tweets = samples("tweets.jsonl", MessageKind.TWEET) + 1_200 + 2 + DROPPED.get();
        long news = samples("articles.jsonl", MessageKind.ARTICLE) + 1;
        HttpServer api = refusingApi();
        try {
            Map<String, String> environment = new HashMap<>(ENVIRONMENT);
            environment.put("X_BEARER_TOKEN", TOKEN);
            environment.put("X_API_URL", "http://127.0.0.1:" + api.getAddress().getPort());
            environment.put("LOG_LEVEL", "debug");
            application = ApplicationProcess.start(folder, "second", environment);

            nextTweet();

            await().atMost(PATIENCE).until(() -> application.output().contains("401"));
            assertThat(application.count("tweets", ALL)).isEqualTo(tweets + 1);
            assertThat(application.count("news", ALL)).isEqualTo(news);
            assertThat(records("tweets")).hasSize((int) tweets + 1);
            // an article at the very time that the last poll ended with comes again, and replaces itself
            assertThat(application.output()).doesNotContainPattern("tweets: .*updated [1-9]");
        } finally {
            api.stop(0);
        }
    }

    @Test
    @Order(9)
    void secret_is_never_said() throws Exception {
        application.stop();

        assertThat(application.output()).containsPattern("X +live: ").doesNotContain(TOKEN);
    }

    /** An API which knows no token, and says which one it was given. */
    private static HttpServer refusingApi() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ("{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\""
                            + exchange.getRequestHeaders().getFirst("Authorization") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(401, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
        return server;
    }

    /** As editors do: at no time is there half a file. */
    private static void save(Path file, String content) throws IOException {
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + "~"), content);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Drops a new tweet into the inbox and returns its document. */
    private static JsonNode nextTweet() throws IOException {
        String id = String.valueOf(1_997_000_000_000_000_000L + DROPPED.incrementAndGet());
        drop("tweets/" + id + ".json", tweet(id));
        List<JsonNode> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            found.addAll(indexed("tweets", List.of(id)));
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static JsonNode classification(JsonNode document) {
        return document.at("/_source/classification");
    }

    private static List<JsonNode> indexed(String dataset, List<String> ids) throws Exception {
        String query = "{\"ids\":{\"values\":[\"" + String.join("\",\"", ids) + "\"]}}";
        List<JsonNode> documents = new ArrayList<>();
        application.search(dataset, query, 10_000).at("/hits/hits").forEach(documents::add);
        return documents;
    }

    private static String bool(String clause, String... classifiers) {
        List<String> conditions = Stream.of(classifiers)
                .map(name -> "{\"exists\":{\"field\":\"classification." + name + ".label\"}}")
                .toList();
        return "{\"bool\":{\"" + clause + "\":[" + String.join(",", conditions) + "]}}";
    }

    private static String tweet(String id) {
        return "{\"id\":\"" + id + "\",\"text\":\"What a lovely morning by the river, number " + id
                + "\",\"created_at\":\"" + yesterday() + "\",\"author_id\":\"9001\",\"lang\":\"en\"}";
    }

    private static Instant yesterday() {
        return Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Path inbox(String name) {
        return folder.resolve("inbox").resolve(name);
    }

    private static void drop(String name, String content) throws IOException {
        Files.writeString(inbox(name), content);
    }

    private static void dropCompressed(String name, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(inbox(name)))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How many documents the samples are: some articles are withdrawn ones, which are left out. */
    private static long samples(String file, MessageKind kind) throws IOException {
        Set<String> keys = new HashSet<>();
        try (MessageReader reader = MessageReader.open(Path.of("samples", file), kind, 1_000_000)) {
            reader.forEachRemaining(item -> {
                if (item instanceof SourceMessage message) {
                    keys.add(message.key());
                }
            });
        }
        return keys.size();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, String>> records(String topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", application.kafkaBrokers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
