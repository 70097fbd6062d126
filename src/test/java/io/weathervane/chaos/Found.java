package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What has arrived: counted in Elasticsearch and in the dead-letter topic themselves, not in our own counters. */
final class Found {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String brokers;
    private final String elasticsearch;
    private final String topic;

    Found(String brokers, String elasticsearch, String topic) {
        this.brokers = brokers;
        this.elasticsearch = elasticsearch;
        this.topic = topic;
    }

    /** Waits until as many documents and dead letters are there as were sent, then proves that they are the same, once each. */
    void assertExactly(Set<String> sent, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> count() + new HashSet<>(deadLetters()).size() >= sent.size());
        List<String> indexed = documents();
        assertThat(indexed).as("no id twice").doesNotHaveDuplicates();
        Set<String> all = new HashSet<>(indexed);
        all.addAll(deadLetters());
        assertThat(all).as("nothing lost, nothing more").hasSameSizeAs(sent).isEqualTo(sent);
        assertThat(indexed.size() + new HashSet<>(deadLetters()).size())
                .as("either indexed or dead, never both")
                .isEqualTo(sent.size());
    }

    int count() throws IOException {
        post("/tweets-*/_refresh", "");
        return post("/tweets-*/_count", mine()).path("count").asInt();
    }

    /** The ids of all documents of this topic; one that stands in two indices is there twice. */
    List<String> documents() {
        try {
            post("/tweets-*/_refresh", "");
            List<String> ids = new ArrayList<>();
            JsonNode page = post("/tweets-*/_search?scroll=1m&size=10000&_source=false", mine());
            while (!page.path("hits").path("hits").isEmpty()) {
                page.path("hits")
                        .path("hits")
                        .forEach(hit -> ids.add(hit.path("_id").asText()));
                page = post(
                        "/_search/scroll",
                        "{\"scroll\":\"1m\",\"scroll_id\":\""
                                + page.path("_scroll_id").asText() + "\"}");
            }
            return ids;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The ids of this topic's dead letters; one that was written twice is there twice. */
    List<String> deadLetters() {
        List<String> ids = new ArrayList<>();
        Map<String, Object> config = Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic + ".dead").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    ids.add(new String(record.key(), StandardCharsets.UTF_8));
                }
            }
        }
        return ids;
    }

    /** How many documents of this topic lack the field. */
    int countWithout(String field) throws IOException {
        post("/tweets-*/_refresh", "");
        String query = "{\"query\":{\"bool\":{\"must\":[{\"prefix\":{\"event.id\":\"" + topic
                + "-\"}}],\"must_not\":[{\"exists\":{\"field\":\"" + field + "\"}}]}}}";
        return post("/tweets-*/_count", query).path("count").asInt();
    }

    private String mine() {
        return "{\"query\":{\"prefix\":{\"event.id\":\"" + topic + "-\"}}}";
    }

    private JsonNode post(String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(elasticsearch + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IOException("HTTP status " + response.statusCode() + " for " + path);
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
