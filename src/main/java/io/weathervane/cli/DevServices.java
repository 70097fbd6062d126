package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.ElasticsearchDistribution;
import io.weathervane.embedded.ElasticsearchHome;
import io.weathervane.embedded.EmbeddedElasticsearch;
import io.weathervane.embedded.EmbeddedHawtio;
import io.weathervane.embedded.EmbeddedKafka;
import io.weathervane.embedded.FreePorts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the dev profile starts because nobody named one that runs: Kafka in this process, Elasticsearch in a child; and
 * the Hawtio console. The prod profile starts none of them. Belongs to the thread that started it.
 */
final class DevServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DevServices.class);

    /** The page of Hawtio that shows the routes of this application, and of one of them the diagram. */
    private static final String HAWTIO_ROUTES = "camel/routes#index-tweets";

    private final Settings settings;
    private final EmbeddedKafka kafka;
    private final EmbeddedElasticsearch elasticsearch;
    private final Optional<EmbeddedHawtio> hawtio;

    private DevServices(
            Settings settings,
            EmbeddedKafka kafka,
            EmbeddedElasticsearch elasticsearch,
            Optional<EmbeddedHawtio> hawtio) {
        this.settings = settings;
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
        this.hawtio = hawtio;
    }

    /**
     * Starts what is missing.
     *
     * @throws ConfigurationException when something does not start; nothing is left running then
     */
    static DevServices start(Settings settings, Shutdown shutdown) {
        if (!"dev".equals(settings.profile())) {
            return new DevServices(settings, null, null, Optional.empty());
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
            DevServices services = new DevServices(
                    withAddresses(settings, kafka, elasticsearch.join()),
                    kafka,
                    elasticsearch.join(),
                    hawtio(settings));
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

    private static Optional<EmbeddedHawtio> hawtio(Settings settings) {
        return settings.isOn(Setting.HAWTIO_ENABLED)
                ? EmbeddedHawtio.bind(
                        settings.path(Setting.DATA_DIR).resolve("hawtio"), settings.integer(Setting.HAWTIO_PORT))
                : Optional.empty();
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

    /** Where the Hawtio console shows the routes, or why it does not. */
    String describeHawtio() {
        return hawtio.map(console -> console.address() + HAWTIO_ROUTES).orElse("off");
    }

    /** Starts the console once Camel is up, so that nobody waits for it. */
    MainListener hawtioStart() {
        return new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                hawtio.ifPresent(EmbeddedHawtio::start);
            }
        };
    }

    /** Both at the same time: people are waiting at the console. */
    @Override
    public void close() {
        hawtio.ifPresent(EmbeddedHawtio::close);
        CompletableFuture<Void> server = elasticsearch == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(elasticsearch::close);
        if (kafka != null) {
            kafka.close();
        }
        server.join();
    }
}
