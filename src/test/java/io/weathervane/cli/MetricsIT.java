package io.weathervane.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /observe/metrics} has after a run, and what the documents and the alarms say of it. */
class MetricsIT {

    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Path DOCUMENT = Path.of("docs/operations.md");
    private static final Path ALERTS = Path.of("monitoring/prometheus-alerts.yml");

    @RegisterExtension
    final WireMockExtension apis = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path data;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);

    @Test
    @Timeout(240)
    void every_metric_is_documented_and_every_documented_or_watched_one_is_there() throws Exception {
        apis.stubFor(get(urlPathEqualTo("/2/tweets/search/recent"))
                .willReturn(okJson("{\"data\":[{\"id\":\"30\",\"text\":\"rain\"}],\"errors\":[{\"title\":\"gone\"}],"
                                + "\"meta\":{\"newest_id\":\"30\",\"result_count\":1}}")
                        .withHeader("x-rate-limit-remaining", "449")));
        apis.stubFor(get(urlPathEqualTo("/v2/everything"))
                .willReturn(okJson("{\"status\":\"ok\",\"totalResults\":0,\"articles\":[]}")));
        int port = freePort();
        String metrics;
        try (RestClient elasticsearch = elasticsearch();
                ConsumerLag lag =
                        new ConsumerLag(KafkaConnection.to(TestEngines.kafkaBrokers()), "metrics-" + suffix)) {
            CamelApplication application = application(port, elasticsearch, lag);
            application.main().start();
            try {
                await().atMost(START_PATIENCE)
                        .until(() -> scrape(port).contains("weathervane_bulk_request_seconds_count{"));
                await().until(() -> scrape(port).contains("weathervane_model_info{"));
                metrics = scrape(port);
            } finally {
                application.main().stop();
            }
        }

        assertThat(families(metrics)).isEqualTo(documented());
        assertThat(samples(metrics)).containsAll(watched());
        assertThat(metrics)
                .contains(
                        "weathervane_source_rate_limit_remaining{source=\"x-recent-search\"} 449.0",
                        "camel_exchanges_total{",
                        "jvm_memory_used_bytes{",
                        "kafka_consumer_",
                        "process_start_time_seconds ");
    }

    @Test
    void every_alarm_is_explained_and_every_explained_one_has_a_rule() throws IOException {
        assertThat(found(Files.readString(DOCUMENT), "(?m)^\\| `(Weathervane\\w+)` \\|"))
                .isNotEmpty()
                .isEqualTo(found(Files.readString(ALERTS), "alert: (\\w+)"));
    }

    private CamelApplication application(int port, RestClient elasticsearch, ConsumerLag lag) throws IOException {
        List<String> topics = List.of("tweets-" + suffix, "news-" + suffix);
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 1, 1, 1_048_576)
                .ensure(topics, Duration.ofSeconds(30));
        TestWorker.install(TestEngines.elasticsearchUrl());
        Map<String, String> settings = new HashMap<>();
        settings.put(Setting.KAFKA_BROKERS.key(), TestEngines.kafkaBrokers());
        settings.put(Setting.KAFKA_CONSUMER_GROUP.key(), "metrics-" + suffix);
        settings.put(Setting.KAFKA_TOPIC_TWEETS.key(), topics.get(0));
        settings.put(Setting.KAFKA_TOPIC_NEWS.key(), topics.get(1));
        settings.put(Setting.ELASTICSEARCH_URL.key(), TestEngines.elasticsearchUrl());
        settings.put(Setting.X_BEARER_TOKEN.key(), "token");
        settings.put(Setting.X_API_URL.key(), apis.baseUrl());
        settings.put(Setting.NEWSAPI_API_KEY.key(), "key");
        settings.put(Setting.NEWSAPI_API_URL.key(), apis.baseUrl());
        settings.put(Setting.DATA_DIR.key(), data.toString());
        settings.put(Setting.INBOX_DIR.key(), data.resolve("inbox").toString());
        settings.put(Setting.HTTP_PORT.key(), Integer.toString(port));
        settings.put(Setting.RELOAD_ENABLED.key(), "false");
        Settings all = Settings.load("prod").with(settings);
        Sources sources = Sources.of(all);
        CamelApplication application = new CamelApplication(sources.applyTo(all), sources, elasticsearch);
        application.main().addMainListener(new LagMeters(application.meters(), lag, topics));
        return application;
    }

    private static RestClient elasticsearch() {
        return ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create(TestEngines.elasticsearchUrl()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30)));
    }

    private static String scrape(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Weathervane's own; the largest value of late belongs to the metric beside it. */
    private static Set<String> families(String metrics) {
        return found(metrics, "(?m)^# TYPE (weathervane_\\w+) ").stream()
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> samples(String metrics) {
        return found(metrics, "(?m)^(weathervane_\\w+)[{ ]");
    }

    private static Set<String> documented() throws IOException {
        return found(Files.readString(DOCUMENT), "(?m)^\\| `(weathervane_\\w+)` \\|");
    }

    private static Set<String> watched() throws IOException {
        return found(Files.readString(ALERTS), "\\b(weathervane_\\w+)");
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
