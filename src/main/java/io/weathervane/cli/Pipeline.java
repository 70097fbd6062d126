package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.Topics;
import io.weathervane.management.JolokiaAccess;
import io.weathervane.web.ApiRoutes;
import io.weathervane.web.PageAccess;
import io.weathervane.web.PageRoute;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
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
        Settings configured = RoutesFolder.found(Settings.load(profile));
        if (!"dev".equals(configured.profile())) {
            requireAddresses(configured);
        }
        // said before anything is started
        JolokiaAccess.of(configured);
        Shutdown shutdown = new Shutdown();
        try (DevServices services = DevServices.start(configured, shutdown);
                RestClient elasticsearch = elasticsearch(services.settings())) {
            Sources sources = Sources.of(services.settings());
            Settings settings = sources.applyTo(services.settings());
            // first: what is saved from here on counts as changed
            CamelApplication camel = new CamelApplication(settings, sources, elasticsearch);
            prepare(settings, elasticsearch);
            return runCamel(camel, settings, sources, services, elasticsearch, shutdown);
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
        refuseTakenPort(settings);
        new Topics(
                        KafkaConnection.of(settings),
                        settings.integer(Setting.KAFKA_TOPIC_PARTITIONS),
                        settings.integer(Setting.KAFKA_TOPIC_REPLICATION_FACTOR),
                        settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES))
                .ensure(
                        List.of(
                                settings.text(Setting.KAFKA_TOPIC_TWEETS),
                                settings.text(Setting.KAFKA_TOPIC_NEWS),
                                settings.text(Setting.KAFKA_TOPIC_ALERTS)),
                        settings.duration(Setting.STARTUP_TIMEOUT));
        ElasticsearchClients.awaitAnswer(
                elasticsearch,
                URI.create(settings.text(Setting.ELASTICSEARCH_URL)),
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

    /** In dev a free one has been taken instead; in prod somebody relies on this one. */
    private static void refuseTakenPort(Settings settings) {
        String host = settings.text(Setting.HTTP_HOST);
        int port = settings.integer(Setting.HTTP_PORT);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "HTTP cannot be served on " + host + ":" + port + " (" + e.getMessage()
                            + "): set HTTP_PORT and HTTP_HOST to what is free here",
                    e);
        }
    }

    /** Connects to the one of the settings, which must name one. */
    static RestClient elasticsearch(Settings settings) {
        return ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create(settings.text(Setting.ELASTICSEARCH_URL)),
                settings.optional(Setting.ELASTICSEARCH_USERNAME),
                settings.optional(Setting.ELASTICSEARCH_PASSWORD),
                settings.optional(Setting.ELASTICSEARCH_API_KEY),
                settings.optional(Setting.ELASTICSEARCH_CA_CERTIFICATE).map(Path::of),
                settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT)));
    }

    static void requireAddresses(Settings settings) {
        List<String> missing = Stream.of(Setting.KAFKA_BROKERS, Setting.ELASTICSEARCH_URL)
                .filter(setting -> !settings.isSet(setting))
                .map(Setting::variable)
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException("The profile " + settings.profile()
                    + " starts no servers: say where yours are with " + String.join(" and ", missing)
                    + " in the environment");
        }
    }

    private static int runCamel(
            CamelApplication camel,
            Settings settings,
            Sources sources,
            DevServices services,
            RestClient elasticsearch,
            Shutdown shutdown) {
        try (ConsumerLag lag =
                new ConsumerLag(KafkaConnection.of(settings), settings.text(Setting.KAFKA_CONSUMER_GROUP))) {
            StatusSnapshot snapshot = new StatusSnapshot(settings, camel.outcomes(), lag);
            camel.main().configure().addRoutesBuilder(new StatusRoute(snapshot));
            if (PageAccess.isOn(settings)) {
                LivePipeline pipeline = new LivePipeline(snapshot, sources);
                camel.main().configure().addRoutesBuilder(new PageRoute());
                camel.main()
                        .configure()
                        .addRoutesBuilder(new ApiRoutes(
                                settings.text(Setting.HTTP_HOST),
                                elasticsearch,
                                () -> pipeline.of(camel.main().getCamelContext()),
                                Clock.systemUTC()));
            }
            camel.main()
                    .addMainListener(new LagMeters(
                            camel.meters(),
                            lag,
                            List.of(
                                    settings.text(Setting.KAFKA_TOPIC_TWEETS),
                                    settings.text(Setting.KAFKA_TOPIC_NEWS))));
            camel.main()
                    .addMainListener(
                            new ConsoleReport(settings, sources, services, camel.outcomes(), lag, camel.reloads()));
            camel.main().addMainListener(RunningApplication.of(settings).announcedIn(settings.path(Setting.DATA_DIR)));
            camel.main().addMainListener(services.hawtioStart());
            shutdown.onRequest(camel.main()::completed);
            camel.main().run();
            return camel.main().getExitCode();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException(Failures.explain(e), e);
        }
    }
}
