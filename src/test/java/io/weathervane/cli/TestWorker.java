package io.weathervane.cli;

import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.index.Topics;
import io.weathervane.reload.ReloadReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/**
 * The application as {@code run} wires it, in this process, with its sources off: what reads the topic of tweets, through
 * the shipped routes or copies of them.
 */
public final class TestWorker implements AutoCloseable {

    private final CamelApplication camel;
    private final RestClient elasticsearch;
    private final String topic;

    private TestWorker(CamelApplication camel, RestClient elasticsearch, String topic) {
        this.camel = camel;
        this.elasticsearch = elasticsearch;
        this.topic = topic;
    }

    /**
     * Makes the topic and installs what Elasticsearch needs, and starts to read.
     *
     * @param overrides settings, Camel's included, that differ from the shipped ones
     */
    public static TestWorker start(String brokers, String url, String topic, Map<String, String> overrides)
            throws Exception {
        Settings settings = Settings.load("dev")
                .with(Map.of(
                        Setting.KAFKA_BROKERS.key(),
                        brokers,
                        Setting.KAFKA_TOPIC_TWEETS.key(),
                        topic,
                        Setting.KAFKA_CONSUMER_GROUP.key(),
                        "group-of-" + topic,
                        Setting.ELASTICSEARCH_URL.key(),
                        url,
                        Setting.INDEX_RETRY_INITIAL.key(),
                        "100ms",
                        Setting.INDEX_RETRY_MAXIMUM.key(),
                        "2s",
                        "camel.main.routesIncludePattern",
                        "file:routes/index-tweets.camel.yaml,file:routes/classify-tweet.camel.yaml",
                        "reload.enabled",
                        "false",
                        "camel.server.enabled",
                        "false"))
                .with(overrides);
        RestClient client = ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create(settings.text(Setting.ELASTICSEARCH_URL)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT)));
        new Topics(
                        KafkaConnection.of(settings),
                        settings.integer(Setting.KAFKA_TOPIC_PARTITIONS),
                        1,
                        settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES))
                .ensure(List.of(settings.text(Setting.KAFKA_TOPIC_TWEETS)), Duration.ofSeconds(30));
        CamelApplication camel =
                new CamelApplication(settings, new Sources(Sources.Polling.OFF, Sources.Polling.OFF, false), client);
        camel.main().start();
        return new TestWorker(camel, client, topic);
    }

    /** What Elasticsearch needs, as the start of the application installs it. */
    public static void install(String url) throws IOException {
        try (RestClient client = ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create(url),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30)))) {
            new ElasticsearchAssets(
                            client,
                            Path.of("es-ingest-pipelines"),
                            Path.of("es-index-templates"),
                            Duration.ofSeconds(30))
                    .install();
        }
    }

    public ReloadReport reloads() {
        return camel.reloads();
    }

    public long inFlight() {
        return outcomes().inFlightOf(topic);
    }

    public long total(OutcomeCounters.Outcome outcome) {
        return outcomes().total(topic, outcome);
    }

    /** How far the counters are from adding up; 0 unless something is wrong. */
    public long unaccountedFor() {
        long answered = 0;
        for (OutcomeCounters.Outcome outcome : OutcomeCounters.Outcome.values()) {
            answered += total(outcome);
        }
        return outcomes().read(topic) - answered - inFlight();
    }

    private OutcomeCounters outcomes() {
        return camel.outcomes();
    }

    @Override
    public void close() throws IOException {
        camel.main().stop();
        elasticsearch.close();
    }
}
