package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.EmbeddedElasticsearch;
import io.weathervane.index.CalledPipelinesException;
import io.weathervane.index.Document;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.MessageFormat;
import io.weathervane.index.SimulatedDocument;
import io.weathervane.index.SimulatedIngest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.FileUtil;
import org.elasticsearch.client.RestClient;

/**
 * The Elasticsearch that says what would become of a document: the one of the settings, else that of the Weathervane that
 * runs on this machine, else in the dev profile one that is started for the moment, in a folder that is deleted afterwards.
 * The first two are only asked; what the pipelines need is installed in the last alone. Made when it is first asked. For
 * one thread.
 */
final class TrialElasticsearch implements AutoCloseable {

    /** A document at a time does not need what a bulk does. */
    private static final String HEAP = "256m";

    private final Settings settings;
    private final PrintWriter err;
    private RestClient client;
    private SimulatedIngest ingest;
    private EmbeddedElasticsearch own;
    private Path scratch;

    /** @param err is told when a server is started */
    TrialElasticsearch(Settings settings, PrintWriter err) {
        this.settings = settings;
        this.err = err;
    }

    /** @throws ConfigurationException if there is none, or it cannot say it */
    SimulatedDocument simulate(MessageFormat format, Document document) {
        open();
        try {
            return ingest.simulate(format, document);
        } catch (CalledPipelinesException e) {
            if (own != null || !isDev()) {
                throw e;
            }
            startOwn("That of " + client.getNodes().get(0).getHost().toURI() + " has not installed "
                    + String.join(", ", e.pipelines()) + " as on the disk");
            return ingest.simulate(format, document);
        }
    }

    /** Makes sure that there is one, so that the first document's time is its own. */
    void open() {
        if (ingest != null) {
            return;
        }
        Optional<String> url = settings.optional(Setting.ELASTICSEARCH_URL).or(this::running);
        if (url.isPresent()) {
            connect(settings.with(Map.of(Setting.ELASTICSEARCH_URL.key(), url.get())));
        } else if (isDev()) {
            startOwn("None is running");
        } else {
            throw new ConfigurationException("The profile " + settings.profile()
                    + " starts no servers: say where your Elasticsearch is with "
                    + Setting.ELASTICSEARCH_URL.variable() + " in the environment");
        }
    }

    private Optional<String> running() {
        return isDev()
                ? RunningApplication.in(settings.path(Setting.DATA_DIR))
                        .map(RunningApplication::elasticsearch)
                        .filter(url -> !url.isBlank())
                : Optional.empty();
    }

    private boolean isDev() {
        return "dev".equals(settings.profile());
    }

    private void startOwn(String why) {
        err.println(TerminalText.line(why) + ": starting an Elasticsearch for the moment, some seconds");
        err.flush();
        closeClient();
        try {
            scratch = Files.createTempDirectory("weathervane-try");
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for temporary files cannot be made", e);
        }
        Settings modest =
                settings.with(Map.of(Setting.ELASTICSEARCH_PORT.key(), "0", Setting.ELASTICSEARCH_HEAP.key(), HEAP));
        own = DevServices.startElasticsearch(modest, scratch);
        connect(settings.with(Map.of(Setting.ELASTICSEARCH_URL.key(), own.url())));
        assets().install();
    }

    private void connect(Settings address) {
        client = Pipeline.elasticsearch(address);
        ElasticsearchClients.awaitAnswer(
                client,
                URI.create(address.text(Setting.ELASTICSEARCH_URL)),
                address.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT));
        ingest = new SimulatedIngest(client, assets());
    }

    private ElasticsearchAssets assets() {
        return new ElasticsearchAssets(
                client,
                settings.path(Setting.PIPELINES_DIR),
                settings.path(Setting.TEMPLATES_DIR),
                settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT));
    }

    private void closeClient() {
        if (client != null) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        closeClient();
        if (own != null) {
            own.close();
        }
        if (scratch != null) {
            FileUtil.removeDir(scratch.toFile());
        }
    }
}
