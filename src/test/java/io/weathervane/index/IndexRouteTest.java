package io.weathervane.index;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.index.OutcomeCounters.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route {@code index-tweets} as it is shipped, with Kafka and Elasticsearch in memory: every fault at will. */
class IndexRouteTest {

    private static final int RECORDS = 40;

    private final MockKafka kafka = new MockKafka("tweets", 3);
    private final MockProducer<byte[], byte[]> deadLetters =
            new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicBoolean replaced = new AtomicBoolean();
    private StubElasticsearch elasticsearch;
    private RestClient client;
    private OutcomeCounters counters;

    @BeforeEach
    void startElasticsearch() throws Exception {
        elasticsearch = new StubElasticsearch();
        for (int i = 0; i < RECORDS; i++) {
            kafka.add(i % 3, "id-" + i, "{\"text\":\"tweet " + i + "\"}");
        }
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        if (client != null) {
            client.close();
        }
        elasticsearch.close();
    }

    @Test
    void every_record_is_indexed_and_each_partition_committed() throws Exception {
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(counters.total("tweets", Outcome.INDEXED)).isEqualTo(RECORDS);
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void nothing_is_committed_before_elasticsearch_has_answered() throws Exception {
        IntStream.range(0, 6)
                .forEach(i -> elasticsearch.nextAnswers.add(
                        StubElasticsearch.WholeAnswer.of(503, "cluster_block_exception")));
        elasticsearch.requestFault = (ids, bytes) -> {
            assertThat(kafka.committed()).isEmpty();
            return null;
        };
        start();
        await().until(() -> !elasticsearch.indexed.isEmpty());
        elasticsearch.requestFault = (ids, bytes) -> null;
        awaitAllCommitted();
        assertThat(kafka.consumersMade()).isEqualTo(1);
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void only_the_retryable_items_are_sent_again() throws Exception {
        elasticsearch.itemFault =
                (id, tries) -> id.endsWith("7") && tries < 3 ? entry(429, "es_rejected_execution_exception") : null;
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.tries)
                .allSatisfy((id, tries) -> assertThat(tries).isEqualTo(id.endsWith("7") ? 3 : 1));
        assertThat(counters.total("tweets", Outcome.INDEXED)).isEqualTo(RECORDS);
    }

    @Test
    void rejected_item_goes_to_dead_letter_and_the_rest_is_indexed() throws Exception {
        elasticsearch.itemFault = (id, tries) -> id.equals("id-5") ? entry(400, "document_parsing_exception") : null;
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS - 1).doesNotContainKey("id-5");
        assertThat(deadLetters.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("tweets.dead");
            assertThat(letter.key()).asString(StandardCharsets.UTF_8).isEqualTo("id-5");
            assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"text\":\"tweet 5\"}");
            assertThat(letter.headers().lastHeader("weathervane.dead.reason").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("refused");
        });
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void a_request_refused_as_a_whole_is_halved_until_the_guilty_stand_alone() throws Exception {
        elasticsearch.requestFault = (ids, bytes) -> ids.contains("id-3") || ids.contains("id-22")
                ? StubElasticsearch.WholeAnswer.of(400, "illegal_argument_exception")
                : null;
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS - 2).doesNotContainKeys("id-3", "id-22");
        assertThat(deadLetters.history()).hasSize(2);
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void a_request_that_is_too_large_is_halved_and_a_document_that_is_goes_to_dead_letter() throws Exception {
        elasticsearch.requestFault = (ids, bytes) -> ids.size() > 4 || ids.contains("id-9")
                ? new StubElasticsearch.WholeAnswer(413, "<html>too large</html>", Map.of())
                : null;
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS - 1);
        assertThat(deadLetters.history()).singleElement().satisfies(letter -> assertThat(
                        letter.headers().lastHeader("weathervane.dead.reason").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("too-large"));
    }

    @Test
    void a_wrong_password_waits_and_loses_nothing() throws Exception {
        elasticsearch.nextAnswers.add(StubElasticsearch.WholeAnswer.of(401, "security_exception"));
        elasticsearch.nextAnswers.add(StubElasticsearch.WholeAnswer.of(403, "security_exception"));
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS);
        assertThat(deadLetters.history()).isEmpty();
    }

    @Test
    void the_server_says_how_long_to_wait() throws Exception {
        elasticsearch.nextAnswers.add(new StubElasticsearch.WholeAnswer(429, "{}", Map.of("Retry-After", "1")));
        long start = System.nanoTime();
        start();
        awaitAllCommitted();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void a_batch_whose_commit_fails_is_read_again() throws Exception {
        kafka.failNextCommits(1);
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS);
        assertThat(kafka.consumersMade()).isGreaterThan(1);
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void a_dead_letter_that_kafka_does_not_take_holds_the_batch_back() throws Exception {
        elasticsearch.itemFault = (id, tries) -> id.equals("id-0") ? entry(400, "document_parsing_exception") : null;
        deadLetters.sendException = new KafkaException("the disk is full");
        start();
        await().until(() -> elasticsearch.indexed.containsKey("id-3"));
        await().during(Duration.ofMillis(300)).until(() -> kafka.committed().isEmpty());
        deadLetters.sendException = null;
        awaitAllCommitted();
        assertThat(deadLetters.history()).hasSize(1);
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void records_that_cannot_be_read_and_messages_that_fail_are_given_up_alone() throws Exception {
        kafka.add(0, "broken", "{\"text\":");
        kafka.add(1, "boom", "{\"text\":\"boom\"}");
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS);
        assertThat(deadLetters.history())
                .extracting(letter -> new String(
                        letter.headers().lastHeader("weathervane.dead.reason").value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("not-json", "classify-failed");
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void a_message_that_meets_a_classify_route_that_has_just_been_replaced_is_read_again() throws Exception {
        kafka.add(0, "swapped", "{\"text\":\"swapped\"}");
        start();
        awaitAllCommitted();
        assertThat(elasticsearch.indexed).hasSize(RECORDS + 1).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(deadLetters.history()).isEmpty();
        assertThat(counters.total("tweets", Outcome.RELEASED)).isPositive();
        assertThatNothingIsUnaccountedFor();
    }

    @Test
    void a_stop_while_elasticsearch_is_away_leaves_the_batch_uncommitted() throws Exception {
        elasticsearch.requestFault = (ids, bytes) -> StubElasticsearch.WholeAnswer.of(503, "cluster_block_exception");
        start();
        await().until(() -> elasticsearch.requests.size() > 1);
        long begin = System.nanoTime();
        camel.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(kafka.committed()).isEmpty();
        assertThat(counters.total("tweets", Outcome.RELEASED)).isPositive();
        assertThatNothingIsUnaccountedFor();
    }

    private void start() throws Exception {
        Settings settings = Settings.load("dev")
                .with(Map.of(
                        Setting.KAFKA_BROKERS.key(), "127.0.0.1:1",
                        Setting.INDEX_BATCH_SIZE.key(), "16",
                        Setting.INDEX_BATCH_TIMEOUT.key(), "50",
                        Setting.INDEX_RETRY_INITIAL.key(), "10ms",
                        Setting.INDEX_RETRY_MAXIMUM.key(), "50ms"));
        client = ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create(elasticsearch.url()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5)));
        camel.getPropertiesComponent().setOverrideProperties(settings.asProperties());
        camel.getShutdownStrategy().setTimeout(5);
        KafkaComponent component = new KafkaComponent();
        component.setKafkaClientFactory(kafka);
        component.getConfiguration().setBrokers("127.0.0.1:1");
        camel.addComponent("kafka", component);
        IndexBeans beans = new IndexBeans(settings, new SimpleMeterRegistry(), Clock.systemUTC());
        counters = beans.outcomes();
        camel.getRegistry().bind("elasticsearchClient", client);
        camel.getRegistry().bind("deadLetters", new DeadLetterProducer(() -> deadLetters, "test", Clock.systemUTC()));
        camel.getRegistry().bind("batches", beans.batches());
        camel.getRegistry().bind("offsets", beans.offsets());
        camel.start();
        camel.getRegistry().bind("bulkIndexer", beans.bulkIndexer(camel));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:classify-tweet")
                        .process(exchange -> {
                            if (exchange.getMessage().getBody(Map.class).containsValue("swapped")
                                    && !replaced.getAndSet(true)) {
                                throw new RejectedExecutionException();
                            }
                        })
                        .filter(simple("${body[text]} == 'boom'"))
                        .throwException(new IllegalStateException("boom"));
            }
        });
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        PluginHelper.getResourceLoader(camel).resolveResource("file:routes/index-tweets.camel.yaml"));
    }

    private void awaitAllCommitted() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> kafka.committed().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == kafka.size());
        await().until(() -> counters.inFlightOf("tweets") == 0);
    }

    private void assertThatNothingIsUnaccountedFor() {
        long answered = List.of(Outcome.values()).stream()
                .mapToLong(outcome -> counters.total("tweets", outcome))
                .sum();
        assertThat(counters.read("tweets")).isEqualTo(answered + counters.inFlightOf("tweets"));
    }
}
