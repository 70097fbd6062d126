package io.weathervane.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.cli.Sources.Polling;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.IndexBeans;
import io.weathervane.index.Topics;
import io.weathervane.source.SourceBeans;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline from the first check of the settings to the last closed engine. Blocks the thread that runs it until the
 * application is told to stop.
 */
final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final String profile;

    /** @param profile dev, prod, or null for what the settings say */
    Pipeline(String profile) {
        this.profile = profile;
    }

    /** Returns the exit code; what went wrong at start is thrown as a {@link ConfigurationException}. */
    int run() {
        Settings configured = Settings.load(profile);
        Shutdown shutdown = new Shutdown();
        try (DevServices services = DevServices.start(configured, shutdown);
                RestClient elasticsearch = elasticsearch(services.settings())) {
            Sources sources = Sources.of(services.settings());
            Settings settings = sources.applyTo(services.settings());
            prepare(settings, elasticsearch);
            return runCamel(settings, sources, services, elasticsearch, shutdown);
        } catch (IOException e) {
            LOG.debug("Closing the connection to Elasticsearch failed", e);
            return 0;
        } catch (Shutdown.RequestedException e) {
            return 0;
        } finally {
            shutdown.completed();
        }
    }

    private static void prepare(Settings settings, RestClient elasticsearch) {
        if (!settings.isSet(Setting.KAFKA_BROKERS)) {
            throw missing(settings, Setting.KAFKA_BROKERS, "Kafka");
        }
        new Topics(
                        settings.text(Setting.KAFKA_BROKERS),
                        settings.integer(Setting.KAFKA_TOPIC_PARTITIONS),
                        settings.integer(Setting.KAFKA_TOPIC_REPLICATION_FACTOR),
                        settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES))
                .ensure(
                        List.of(settings.text(Setting.KAFKA_TOPIC_TWEETS), settings.text(Setting.KAFKA_TOPIC_NEWS)),
                        settings.duration(Setting.STARTUP_TIMEOUT));
        LOG.info(
                "Elasticsearch: {}",
                new ElasticsearchAssets(
                                elasticsearch,
                                settings.path(Setting.PIPELINES_DIR),
                                settings.path(Setting.TEMPLATES_DIR),
                                settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT))
                        .install());
    }

    private static RestClient elasticsearch(Settings settings) {
        if (!settings.isSet(Setting.ELASTICSEARCH_URL)) {
            throw missing(settings, Setting.ELASTICSEARCH_URL, "Elasticsearch");
        }
        return ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create(settings.text(Setting.ELASTICSEARCH_URL)),
                settings.optional(Setting.ELASTICSEARCH_USERNAME),
                settings.optional(Setting.ELASTICSEARCH_PASSWORD),
                settings.optional(Setting.ELASTICSEARCH_API_KEY),
                settings.optional(Setting.ELASTICSEARCH_CA_CERTIFICATE).map(Path::of),
                settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT)));
    }

    private static ConfigurationException missing(Settings settings, Setting setting, String server) {
        return new ConfigurationException("The profile " + settings.profile() + " starts no " + server
                + ": say where yours is with " + setting.variable() + " in the environment");
    }

    private static int runCamel(
            Settings settings, Sources sources, DevServices services, RestClient elasticsearch, Shutdown shutdown) {
        Main main = new Main();
        // ours stops Camel first and the engines below it afterwards; Camel's own would race it
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().withProfile(settings.profile());
        main.setPropertyPlaceholderLocations(settings.locations());
        settings.asProperties().forEach((key, value) -> main.addOverrideProperty((String) key, (String) value));
        main.bind("elasticsearchClient", elasticsearch);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        main.bind("metricsRegistry", meters);
        IndexBeans index = new IndexBeans(settings, meters, Clock.systemUTC());
        main.configure().addConfiguration(index);
        main.configure()
                .addConfiguration(new SourceBeans(
                        settings,
                        sources.x() == Polling.SAMPLE,
                        sources.newsApi() == Polling.SAMPLE,
                        Clock.systemUTC()));
        try (ConsumerLag lag =
                new ConsumerLag(settings.text(Setting.KAFKA_BROKERS), settings.text(Setting.KAFKA_CONSUMER_GROUP))) {
            main.configure().addRoutesBuilder(new StatusRoute(settings, index.outcomes(), lag));
            main.addMainListener(new ConsoleReport(settings, sources, services, index.outcomes(), lag));
            main.addMainListener(RunningApplication.of(settings).announcedIn(settings.path(Setting.DATA_DIR)));
            shutdown.onRequest(main::completed);
            main.run();
            return main.getExitCode();
        } catch (Exception e) {
            throw new ConfigurationException(Failures.explain(e), e);
        }
    }
}
