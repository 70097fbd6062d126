package io.weathervane.pipeline;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterHeaders;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.index.OutcomeCounters.Outcome;
import io.weathervane.index.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each record in {@code src/test/golden} goes through Kafka, the shipped routes, the shipped models and the shipped
 * pipelines, and becomes the document that stands beside it. What a model says of a text may change with the model; that
 * it says something of the right form may not.
 *
 * <p>{@code mvn verify -Dit.test=GoldenIT -Dgolden.update=true} writes the documents anew.
 */
class GoldenIT {

    private static final String HOW = "; write it anew with: mvn verify -Dit.test=GoldenIT -Dgolden.update=true";
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    /** When all cases were fetched, and what time it is: some months after that of this test would be absurd dates. */
    private static final Instant NOW = Instant.parse("2026-10-07T08:00:00Z");

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @TempDir
    static Path scratch;

    private static RestClient elasticsearch;
    private static Main main;
    private static Map<String, JsonNode> deadLetters;

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @BeforeAll
    static void send_all_cases_through_the_pipeline() throws Exception {
        // not the names of the pipelines, which must not depend on the names of the topics
        Settings settings = ShippedRoutes.settings(
                scratch,
                Map.of(
                        "kafka.brokers", TestEngines.kafkaBrokers(),
                        "kafka.topic.tweets", topic("tweets"),
                        "kafka.topic.news", topic("news"),
                        "kafka.consumer.group", "golden"));
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 3, 1, 1_048_576)
                .ensure(List.of(topic("tweets"), topic("news")), Duration.ofSeconds(30));
        elasticsearch = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build();
        new ElasticsearchAssets(
                        elasticsearch,
                        Path.of("es-ingest-pipelines"),
                        Path.of("es-index-templates"),
                        Duration.ofSeconds(30))
                .install();
        main = ShippedRoutes.main(
                settings, elasticsearch, Clock.fixed(NOW, ZoneOffset.UTC), "index-*.camel.yaml,classify-*.camel.yaml");
        main.start();
        produce();
        awaitAnswers();
        elasticsearch.performRequest(new Request("POST", "/tweets-*,news-*/_refresh"));
        deadLetters = deadLetters();
    }

    @AfterAll
    static void stop() throws Exception {
        if (main != null) {
            main.stop();
        }
        if (elasticsearch != null) {
            elasticsearch.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void record_becomes_the_expected_document(GoldenCase golden) throws IOException {
        JsonNode actual = outcome(golden);
        if (UPDATE) {
            Files.writeString(
                    golden.expected(),
                    JSON.writeValueAsString(JSON.treeToValue(withPlaceholders(actual), TreeMap.class)) + "\n");
        }
        assertThat(golden.expected())
                .as("the document of " + golden.input() + HOW)
                .exists();
        assertThatJson(actual)
                .as(golden + HOW)
                .isEqualTo(JSON.readTree(golden.expected().toFile()));
    }

    @Test
    void every_expected_document_has_its_case() {
        assertThat(GoldenCase.stale())
                .as("expected documents whose case is gone: delete them")
                .isEmpty();
    }

    @Test
    void no_two_cases_are_one_document() {
        assertThat(cases().stream().map(GoldenCase::key)).doesNotHaveDuplicates();
    }

    private static String topic(String dataset) {
        return "golden-" + dataset;
    }

    private static void produce() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestEngines.kafkaBrokers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (GoldenCase golden : cases()) {
                RecordHeaders headers = new RecordHeaders();
                headers.add("weathervane.fetched-at", NOW.toString().getBytes(StandardCharsets.UTF_8));
                headers.add("weathervane.trace-id", TRACE_ID.getBytes(StandardCharsets.UTF_8));
                headers.add("weathervane.route", "golden".getBytes(StandardCharsets.UTF_8));
                producer.send(new ProducerRecord<>(
                        topic(golden.dataset()), null, null, golden.key(), golden.record(), headers));
            }
        }
    }

    private static void awaitAnswers() {
        OutcomeCounters outcomes = main.getCamelContext().getRegistry().findSingleByType(OutcomeCounters.class);
        for (String dataset : List.of("tweets", "news")) {
            long sent = cases().stream()
                    .filter(golden -> golden.dataset().equals(dataset))
                    .count();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(Stream.of(Outcome.values())
                            .filter(outcome -> outcome != Outcome.RELEASED)
                            .mapToLong(outcome -> outcomes.total(topic(dataset), outcome))
                            .sum())
                    .as("records of " + dataset + " that were answered for")
                    .isEqualTo(sent));
        }
    }

    private static JsonNode outcome(GoldenCase golden) throws IOException {
        JsonNode document = document(golden);
        JsonNode deadLetter = deadLetters.get(golden.key());
        assertThat(Stream.of(document, deadLetter).filter(found -> found != null))
                .as(golden + " is either a document or a dead letter")
                .hasSize(1);
        return document != null ? document : deadLetter;
    }

    private static JsonNode document(GoldenCase golden) throws IOException {
        Request search = new Request("POST", "/" + golden.dataset() + "-*/_search");
        search.setJsonEntity(
                JSON.writeValueAsString(Map.of("query", Map.of("ids", Map.of("values", List.of(golden.key()))))));
        JsonNode hits = JSON.readTree(
                        elasticsearch.performRequest(search).getEntity().getContent())
                .path("hits")
                .path("hits");
        assertThat(hits.size()).as("documents of " + golden).isLessThanOrEqualTo(1);
        if (hits.isEmpty()) {
            return null;
        }
        ObjectNode document = JSON.createObjectNode();
        document.set("_index", hits.get(0).get("_index"));
        document.set("_source", hits.get(0).get("_source"));
        return document;
    }

    private static Map<String, JsonNode> deadLetters() {
        Map<String, JsonNode> found = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestEngines.kafkaBrokers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of("tweets", "news")
                    .flatMap(dataset -> consumer.partitionsFor(topic(dataset) + ".dead").stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofSeconds(1))) {
                    ObjectNode reason = JSON.createObjectNode();
                    reason.putObject("dead_letter")
                            .put(
                                    "reason",
                                    new String(
                                            letter.headers()
                                                    .lastHeader(DeadLetterHeaders.REASON)
                                                    .value(),
                                            StandardCharsets.UTF_8));
                    found.put(letter.key(), reason);
                }
            }
        }
        return found;
    }

    /** The document as it is to be expected: with a pattern for what is different each time. */
    private static JsonNode withPlaceholders(JsonNode outcome) {
        ObjectNode expected = outcome.deepCopy();
        if (expected.at("/_source/event") instanceof ObjectNode event && event.has("ingested")) {
            event.put("ingested", "${json-unit.regex}\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        }
        for (JsonNode classification : expected.at("/_source/classification")) {
            if (classification instanceof ObjectNode said) {
                said.put("label", "${json-unit.any-string}");
                said.put("score", "${json-unit.any-number}");
                ((ObjectNode) said.path("model")).put("version", "${json-unit.regex}[0-9a-f]{12}");
            }
        }
        return expected;
    }
}
