package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.doccat.InvalidModelException;
import io.weathervane.web.ApiRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/**
 * The application with its beans and placeholders, made and not started: no route of a file is in it, no server is asked,
 * no port is bound. Whoever starts it gives it the routes that shall run. What its beans keep on the disk goes to a folder that is deleted when it is closed, so one that runs
 * with the same settings is not disturbed.
 */
final class RestingApplication implements AutoCloseable {

    /** Nobody is asked at these addresses; without one, beans and components cannot be made. */
    private static final String NOBODY = "127.0.0.1:1";

    private final Path scratch;
    private final RestClient elasticsearch;
    private final Main main;

    RestingApplication(Settings configured) {
        try {
            scratch = Files.createTempDirectory("weathervane-validate");
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for temporary files cannot be made", e);
        }
        elasticsearch = RestClient.builder(HttpHost.create("http://" + NOBODY)).build();
        Sources sources = Sources.of(configured);
        Settings settings = sources.applyTo(configured)
                .with(Map.of(
                        Setting.DATA_DIR.key(), scratch.resolve("data").toString(),
                        Setting.INBOX_DIR.key(), scratch.resolve("inbox").toString(),
                        Setting.KAFKA_BROKERS.key(),
                                configured.optional(Setting.KAFKA_BROKERS).orElse(NOBODY),
                        Setting.ELASTICSEARCH_URL.key(),
                                configured.optional(Setting.ELASTICSEARCH_URL).orElse("http://" + NOBODY)));
        CamelApplication application = new CamelApplication(settings, sources, elasticsearch);
        main = application.main();
        main.addOverrideProperty("camel.main.routesIncludePattern", "false");
        main.addOverrideProperty("camel.main.routesReloadEnabled", "false");
        main.addOverrideProperty("camel.main.jmxEnabled", "false");
        main.addOverrideProperty("camel.server.enabled", "false");
        main.addOverrideProperty("camel.management.enabled", "false");
        // their ids are taken
        StatusSnapshot nobody =
                new StatusSnapshot(settings, application.outcomes(), new ConsumerLag(KafkaConnection.to(NOBODY), ""));
        LivePipeline pipeline = new LivePipeline(nobody, sources);
        main.configure().addRoutesBuilder(new StatusRoute(nobody));
        main.configure()
                .addRoutesBuilder(new ApiRoutes(
                        settings.text(Setting.HTTP_HOST),
                        elasticsearch,
                        () -> pipeline.of(camel()),
                        Clock.systemUTC()));
        try {
            main.init();
        } catch (RuntimeException e) {
            close();
            throw new ConfigurationException(Failures.explain(e), e);
        }
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    /**
     * Loads a model as a route would, unless that has been done.
     *
     * @throws InvalidModelException if it cannot be used
     */
    void loadModel(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Map<String, Object> options =
                new HashMap<>(Map.of("modelsDirectory", absolute.getParent().toString()));
        try (Producer producer = camel().getComponent("doccat")
                .createEndpoint("doccat:" + absolute.getFileName(), options)
                .createProducer()) {
            producer.start();
        } catch (InvalidModelException e) {
            throw e;
        } catch (Exception e) {
            throw new InvalidModelException(Failures.explain(e), e);
        }
    }

    @Override
    public void close() {
        try {
            main.shutdown();
            elasticsearch.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileUtil.removeDir(scratch.toFile());
        }
    }
}
