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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.FileUtil;
import org.elasticsearch.client.RestClient;

/**
 * The Elasticsearch that says what would become of a document: the one of the settings, else that of the Weathervane that
 * runs here, else in dev one that is started for the moment and leaves nothing. Not thread-safe.
 */
final class TrialElasticsearch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Settings settings;
    private final PrintWriter words;
    private final List<String> warnings = new ArrayList<>();
    private RestClient client;
    private SimulatedIngest ingest;
    private EmbeddedElasticsearch own;
    private Path scratch;

    /** @param words where a person is told what takes its time */
    TrialElasticsearch(Settings settings, PrintWriter words) {
        this.settings = settings;
        this.words = words;
    }

    /** Connects, unless that has been done. */
    void open() {
        if (ingest != null) {
            return;
        }
        Optional<String> url = settings.optional(Setting.ELASTICSEARCH_URL)
                .or(() -> RunningApplication.in(settings.path(Setting.DATA_DIR))
                        .map(RunningApplication::elasticsearch)
                        .filter(running -> !running.isBlank()));
        if (url.isPresent()) {
            connect(url.get());
            ingest = new SimulatedIngest(client, assets());
        } else if (isDev()) {
            startOwn("No Elasticsearch runs here");
        } else {
            throw new ConfigurationException("The profile " + settings.profile()
                    + " starts no Elasticsearch: say where yours is with " + Setting.ELASTICSEARCH_URL.variable()
                    + " in the environment");
        }
    }

    SimulatedDocument simulate(MessageFormat format, Document document) {
        open();
        try {
            return ingest.simulate(format, document);
        } catch (CalledPipelinesException e) {
            if (own != null || !isDev()) {
                throw e;
            }
            closeClient();
            warnings.add("The pipelines " + String.join(", ", e.pipelines())
                    + " are not installed as they are in their files, so the document is made by an Elasticsearch of the"
                    + " moment");
            startOwn("The pipelines " + String.join(", ", e.pipelines())
                    + " are not installed as they are in their files");
            return ingest.simulate(format, document);
        }
    }

    /** What a person should know of how the documents were made. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private boolean isDev() {
        return "dev".equals(settings.profile());
    }

    private void startOwn(String why) {
        words.println(why + ": starting an Elasticsearch for the moment, some seconds …");
        words.flush();
        try {
            scratch = Files.createTempDirectory("weathervane-try");
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for temporary files cannot be made", e);
        }
        own = DevServices.startElasticsearch(settings.with(Map.of(Setting.ELASTICSEARCH_PORT.key(), "0")), scratch);
        connect(own.url());
        ElasticsearchAssets assets = assets();
        assets.install();
        ingest = new SimulatedIngest(client, assets);
    }

    private void connect(String url) {
        client = Pipeline.elasticsearch(settings.with(Map.of(Setting.ELASTICSEARCH_URL.key(), url)));
        ElasticsearchClients.awaitAnswer(client, URI.create(url), PATIENCE);
    }

    private ElasticsearchAssets assets() {
        return new ElasticsearchAssets(
                client,
                settings.path(Setting.PIPELINES_DIR),
                settings.path(Setting.TEMPLATES_DIR),
                settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT));
    }

    private void closeClient() {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
