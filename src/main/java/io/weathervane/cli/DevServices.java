package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.ElasticsearchDistribution;
import io.weathervane.embedded.ElasticsearchHome;
import io.weathervane.embedded.EmbeddedElasticsearch;
import io.weathervane.embedded.EmbeddedKafka;
import io.weathervane.embedded.FreePorts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the dev profile starts because nobody named one that runs: Kafka in this process, Elasticsearch in a child. The
 * prod profile starts neither. Belongs to the thread that started it.
 */
final class DevServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DevServices.class);

    private final Settings settings;
    private final EmbeddedKafka kafka;
    private final EmbeddedElasticsearch elasticsearch;

    private DevServices(Settings settings, EmbeddedKafka kafka, EmbeddedElasticsearch elasticsearch) {
        this.settings = settings;
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
    }

    /**
     * Starts what is missing.
     *
     * @throws ConfigurationException when something does not start; nothing is left running then
     */
    static DevServices start(Settings settings, Shutdown shutdown) {
        if (!"dev".equals(settings.profile())) {
            return new DevServices(settings, null, null);
        }
        Path data = settings.path(Setting.DATA_DIR);
        // the slower of the two first: they start side by side
        CompletableFuture<EmbeddedElasticsearch> elasticsearch = settings.isSet(Setting.ELASTICSEARCH_URL)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(() -> startElasticsearch(settings, data.resolve("elasticsearch")));
        EmbeddedKafka kafka = null;
        try {
            if (!settings.isSet(Setting.KAFKA_BROKERS)) {
                kafka = EmbeddedKafka.start(data.resolve("kafka"), settings.integer(Setting.KAFKA_PORT));
            }
            DevServices services =
                    new DevServices(withAddresses(settings, kafka, elasticsearch.join()), kafka, elasticsearch.join());
            if (shutdown.isRequested()) {
                services.close();
                throw new Shutdown.RequestedException();
            }
            return services;
        } catch (RuntimeException e) {
            closeAll(kafka, elasticsearch);
            throw e instanceof CompletionException && e.getCause() instanceof ConfigurationException known ? known : e;
        }
    }

    /** The server alone. */
    static EmbeddedElasticsearch startElasticsearch(Settings settings, Path directory) {
        ElasticsearchHome home = settings.optional(Setting.ELASTICSEARCH_HOME)
                .map(Path::of)
                .map(ElasticsearchHome::installed)
                .orElseGet(() -> new ElasticsearchDistribution().home());
        return EmbeddedElasticsearch.start(
                home,
                directory,
                settings.integer(Setting.ELASTICSEARCH_PORT),
                settings.text(Setting.ELASTICSEARCH_HEAP));
    }

    private static Settings withAddresses(Settings settings, EmbeddedKafka kafka, EmbeddedElasticsearch elasticsearch) {
        Map<String, String> found = new LinkedHashMap<>();
        if (kafka != null) {
            found.put(Setting.KAFKA_BROKERS.key(), kafka.brokers());
        }
        if (elasticsearch != null) {
            found.put(Setting.ELASTICSEARCH_URL.key(), elasticsearch.url());
        }
        int wanted = settings.integer(Setting.HTTP_PORT);
        int port = FreePorts.preferred(wanted);
        if (port != wanted) {
            LOG.warn("Port {} is taken: HTTP is on {} instead", wanted, port);
        }
        found.put(Setting.HTTP_PORT.key(), String.valueOf(port));
        return settings.with(found);
    }

    private static void closeAll(EmbeddedKafka kafka, CompletableFuture<EmbeddedElasticsearch> elasticsearch) {
        if (kafka != null) {
            kafka.close();
        }
        elasticsearch
                .thenAccept(server -> {
                    if (server != null) {
                        server.close();
                    }
                })
                .exceptionally(failed -> null)
                .join();
    }

    /** The settings, with the addresses of what was started. */
    Settings settings() {
        return settings;
    }

    String describeKafka() {
        return kafka == null
                ? ""
                : "(in this process; " + settings.path(Setting.DATA_DIR).resolve("kafka") + ")";
    }

    String describeElasticsearch() {
        return elasticsearch == null
                ? ""
                : "(process " + elasticsearch.pid() + "; "
                        + settings.path(Setting.DATA_DIR).resolve("elasticsearch") + ")";
    }

    /** Both at the same time: people are waiting at the console. */
    @Override
    public void close() {
        CompletableFuture<Void> server = elasticsearch == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(elasticsearch::close);
        if (kafka != null) {
            kafka.close();
        }
        server.join();
    }
}
