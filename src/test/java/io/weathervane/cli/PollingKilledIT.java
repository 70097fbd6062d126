package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.Topics;
import io.weathervane.source.ArticleUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The polls as a process of its own, which is killed while it works and started again over the same folder. */
class PollingKilledIT {

    private static final int KILLS = 3;
    private static final int PUBLISHED_PER_LIFE = 700;

    private final String brokers = TestEngines.kafkaBrokers();
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String tweets = "tweets-" + suffix;
    private final String news = "news-" + suffix;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void ids_in_kafka_are_the_ids_that_the_apis_served() throws Exception {
        new Topics(KafkaConnection.to(brokers), 3, 1, 1_048_576).ensure(List.of(tweets, news), Duration.ofSeconds(30));
        try (StubApis apis = new StubApis()) {
            for (int life = 0; life <= KILLS; life++) {
                apis.publish(PUBLISHED_PER_LIFE);
                int before = apis.requests.get();
                int pages = 5 + 6 * life;
                Process process = start(apis.url(), folder.resolve("life-" + life + ".log"));
                try {
                    if (life < KILLS) {
                        await().atMost(Duration.ofMinutes(1)).until(() -> apis.requests.get() >= before + pages);
                    } else {
                        await().atMost(Duration.ofMinutes(2)).until(() -> all(keys(tweets)) && all(keys(news)));
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
            assertThat(new HashSet<>(keys(tweets))).isEqualTo(apis.servedTweets);
            assertThat(new HashSet<>(keys(news)))
                    .isEqualTo(apis.servedUrls.stream().map(ArticleUrl::key).collect(Collectors.toSet()));
            // a kill between Kafka's acknowledgement and the note of it costs the page once more, and nothing else does
            assertThat(keys(tweets)).hasSizeLessThanOrEqualTo((KILLS + 1) * PUBLISHED_PER_LIFE + KILLS * 100);
            assertThat(keys(news)).hasSizeLessThanOrEqualTo((KILLS + 1) * PUBLISHED_PER_LIFE + KILLS * 100);
        }
    }

    private Process start(String apis, Path log) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PollingProcess.class.getName(),
                        brokers,
                        tweets,
                        news,
                        apis,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static boolean all(List<String> keys) {
        return new HashSet<>(keys).size() == (KILLS + 1) * PUBLISHED_PER_LIFE;
    }

    private List<String> keys(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", brokers);
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    keys.add(record.key());
                }
            }
        }
        return keys;
    }

    /** The main class of the process: the application as {@code run} wires it, with the two polling routes alone. */
    static final class PollingProcess {
        public static void main(String[] args) throws Exception {
            Sources sources = new Sources(Sources.Polling.LIVE, Sources.Polling.LIVE, false);
            Settings settings = sources.applyTo(Settings.load("dev")
                    .with(Map.of(
                            Setting.KAFKA_BROKERS.key(), args[0],
                            Setting.KAFKA_TOPIC_TWEETS.key(), args[1],
                            Setting.KAFKA_TOPIC_NEWS.key(), args[2],
                            Setting.X_API_URL.key(), args[3] + "/x",
                            Setting.NEWSAPI_API_URL.key(), args[3] + "/newsapi",
                            Setting.DATA_DIR.key(), args[4]))
                    .with(Map.of(
                            Setting.X_BEARER_TOKEN.key(),
                            "token",
                            Setting.X_POLL_INTERVAL.key(),
                            "100ms",
                            Setting.X_PAGE_BUDGET.key(),
                            "50",
                            Setting.NEWSAPI_API_KEY.key(),
                            "key",
                            Setting.NEWSAPI_POLL_INTERVAL.key(),
                            "100ms",
                            Setting.NEWSAPI_PAGE_BUDGET.key(),
                            "50",
                            Setting.NEWSAPI_DAILY_REQUESTS.key(),
                            "1000000",
                            "camel.main.routesIncludePattern",
                            "file:routes/poll-x-recent-search.camel.yaml,file:routes/poll-newsapi.camel.yaml",
                            "reload.enabled",
                            "false",
                            "camel.server.enabled",
                            "false")));
            RestClient nobody = ElasticsearchClients.connect(new ElasticsearchClients.Access(
                    URI.create("http://127.0.0.1:9"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(1)));
            new CamelApplication(settings, sources, nobody).main().start();
            Thread.currentThread().join();
        }
    }
}
