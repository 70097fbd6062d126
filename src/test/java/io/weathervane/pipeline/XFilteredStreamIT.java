package io.weathervane.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Settings;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.Topics;
import io.weathervane.source.StubX;
import io.weathervane.source.StubX.StreamRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream and recent search together, with a real Kafka: tweets are written all the time, connections are cut, and the
 * application is killed. Every tweet that was written is in Kafka in the end.
 */
class XFilteredStreamIT {

    private static final long FIRST_ID = 1_000_000_000_000_000_000L;
    private static final int PAGE = 100;

    /** As with the real X, a tweet reaches the stream at once and the search later. */
    private static final Duration SEARCH_LAG = Duration.ofMillis(300);

    private final String topic = "stream-" + System.nanoTime();
    private final StubX x = new StubX();
    private final ConcurrentSkipListMap<Long, Long> written = new ConcurrentSkipListMap<>();
    private final Set<Long> searched = ConcurrentHashMap.newKeySet();
    private final NavigableSet<String> inKafka = new TreeSet<>();
    private volatile long lastSearch;

    @TempDir
    Path scratch;

    @AfterEach
    void stop() {
        x.close();
    }

    @Test
    void every_tweet_is_in_kafka_although_connections_are_cut_and_the_application_is_killed() throws Exception {
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 3, 1, 1_048_576)
                .ensure(List.of(topic), Duration.ofSeconds(30));
        x.onRecentSearch(this::search);
        Main application = start();

        // cut in the middle of a line, time and again
        for (int i = 0; i < 4; i++) {
            StreamRequest connection = x.connection(20_000).open();
            writeTo(connection, 60);
            String line = StubX.line(Long.toString(write()));
            connection.send(line.substring(0, line.length() / 2)).cut();
            write();
        }
        // up for long enough that recent search leaves it to the stream, and its cursor has moved beyond the gaps
        StreamRequest connection = x.connection(20_000).open();
        long connected = System.nanoTime();
        writeUntil(
                connection,
                () -> System.nanoTime() - Math.max(connected, lastSearch)
                        > Duration.ofSeconds(4).toNanos());
        kill(application);
        for (int i = 0; i < 250; i++) {
            write();
        }

        application = start();
        writeTo(x.connection(20_000).open(), 60);
        kill(application);
        write();
        application = start();
        writeTo(x.connection(20_000).open(), 60);

        try (KafkaConsumer<String, String> consumer = consumer()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                poll(consumer);
                return inKafka.size() >= written.size();
            });
        }
        assertThat(inKafka)
                .isEqualTo(
                        written.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)));
        // the stream has brought most of them: they were never looked for
        assertThat(searched.size()).isLessThan(written.size());
        application.stop();
    }

    private Main start() throws Exception {
        Settings settings = ShippedRoutes.settings(
                scratch,
                Map.ofEntries(
                        Map.entry("kafka.brokers", TestEngines.kafkaBrokers()),
                        Map.entry("kafka.topic.tweets", topic),
                        Map.entry("x.enabled", "true"),
                        Map.entry("x.stream.enabled", "true"),
                        Map.entry("x.stream.overlap", "1s"),
                        Map.entry("x.stream.silence", "3000"),
                        Map.entry("x.bearer-token", "t0ken"),
                        Map.entry("x.api-url", x.url()),
                        Map.entry("x.poll-delay", "0"),
                        Map.entry("x.poll-interval", "400")));
        Main main = ShippedRoutes.main(
                settings,
                RestClient.builder(HttpHost.create("http://127.0.0.1:1")).build(),
                Clock.systemUTC(),
                "stream-x-filtered*,poll-x-recent-search*");
        main.start();
        return main;
    }

    /** What is under way is not waited for. */
    private static void kill(Main application) {
        var strategy = application.getCamelContext().getShutdownStrategy();
        strategy.setTimeUnit(TimeUnit.MILLISECONDS);
        strategy.setTimeout(1);
        application.stop();
    }

    private long write() {
        long id = FIRST_ID + written.size();
        written.put(id, System.nanoTime());
        return id;
    }

    private void writeTo(StreamRequest connection, int count) {
        int end = written.size() + count;
        writeUntil(connection, () -> written.size() >= end);
    }

    /** Some 100 tweets a second. */
    private void writeUntil(StreamRequest connection, BooleanSupplier enough) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    connection.send(StubX.line(Long.toString(write())));
                    return enough.getAsBoolean();
                });
    }

    /** Newest first, in pages, and only what the search knows by now. */
    private String search(Map<String, String> query) {
        lastSearch = System.nanoTime();
        long since = Long.parseLong(query.getOrDefault("since_id", "0"));
        long before = Long.parseLong(query.getOrDefault("next_token", Long.toString(Long.MAX_VALUE)));
        long visible = System.nanoTime() - SEARCH_LAG.toNanos();
        List<Long> page = written.headMap(before).descendingMap().entrySet().stream()
                .filter(tweet -> tweet.getKey() > since && tweet.getValue() < visible)
                .map(Map.Entry::getKey)
                .limit(PAGE + 1L)
                .toList();
        List<Long> shown = page.stream().limit(PAGE).toList();
        searched.addAll(shown);
        if (shown.isEmpty()) {
            return "{\"meta\":{\"result_count\":0}}";
        }
        String data = shown.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"text\":\"t\",\"author_id\":\"7\"}")
                .collect(Collectors.joining(","));
        String next = page.size() > PAGE ? ",\"next_token\":\"" + shown.get(PAGE - 1) + "\"" : "";
        return "{\"data\":[" + data + "],\"meta\":{\"newest_id\":\"" + shown.get(0) + "\",\"result_count\":"
                + shown.size() + next + "}}";
    }

    private KafkaConsumer<String, String> consumer() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", TestEngines.kafkaBrokers());
        properties.put("group.id", topic);
        properties.put("auto.offset.reset", "earliest");
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private void poll(KafkaConsumer<String, String> consumer) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
            assertThat(record.value().getBytes(UTF_8)).isNotEmpty();
            inKafka.add(record.key());
        }
    }
}
