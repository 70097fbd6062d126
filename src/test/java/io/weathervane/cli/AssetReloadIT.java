package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.TestEngines;
import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines and templates saved while the application runs, as it puts the parts together, and a real Elasticsearch. */
class AssetReloadIT {

    @TempDir
    Path folder;

    private final String id = "reload-" + UUID.randomUUID();
    private final ReloadReport report = new ReloadReport(Clock.systemUTC());
    private final SimpleMain main = new SimpleMain(new DefaultCamelContext());
    private Path pipeline;
    private Path template;
    private Path component;
    private RestClient client;
    private LiveEditing liveEditing;

    @BeforeEach
    void start() throws IOException {
        Path pipelines = Files.createDirectory(folder.resolve("pipelines"));
        Path templates = Files.createDirectory(folder.resolve("templates"));
        component = Files.createDirectory(templates.resolve("components")).resolve(id + "-part.json");
        template = templates.resolve(id + ".json");
        pipeline = pipelines.resolve(id + ".json");
        client = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build();
        Settings settings = Settings.load("dev")
                .with(Map.of(
                        Setting.PIPELINES_DIR.key(), pipelines.toString(),
                        Setting.TEMPLATES_DIR.key(), templates.toString()));
        liveEditing = new LiveEditing(settings, client, report);
        liveEditing.afterStart(main);
    }

    @AfterEach
    void stop() throws IOException {
        liveEditing.beforeStop(main);
        for (String path : new String[] {"/_ingest/pipeline/" + id, "/_index_template/" + id}) {
            Request delete = new Request("DELETE", path);
            delete.addParameter("ignore", "404");
            client.performRequest(delete);
        }
        client.close();
    }

    @Test
    void pipeline_is_reinstalled_on_save_and_a_refused_one_leaves_the_old_one() throws Exception {
        Files.writeString(pipeline, "{\"description\":\"first\",\"processors\":[]}");
        await().until(() -> installed("/_ingest/pipeline/").contains("first"));

        Files.writeString(pipeline, "{\"description\":\"second\",\"processors\":[{\"set\":{\"value\":1}}]}");
        await().until(() -> report.problems().size() == 1);
        assertThat(report.problems()).containsExactly(new Problem(pipeline, 0, "[field] required property is missing"));
        assertThat(installed("/_ingest/pipeline/")).contains("first");

        Files.writeString(pipeline, "{\n\"description\":\"third\",\n\"processors\":[}");
        await().until(() -> report.problems().get(0).line() == 3);
        assertThat(report.problems().get(0).reason()).startsWith("no valid JSON: ");
        assertThat(installed("/_ingest/pipeline/")).contains("first");

        Files.writeString(pipeline, "{\"description\":\"fourth\",\"processors\":[]}");
        await().until(() -> installed("/_ingest/pipeline/").contains("fourth"));
        await().until(() -> report.problems().isEmpty());

        Files.delete(pipeline);
        await().until(() -> report.last().isEmpty());
        assertThat(installed("/_ingest/pipeline/")).contains("fourth");
    }

    @Test
    void template_that_names_a_missing_component_is_installed_when_the_component_comes() throws Exception {
        Files.writeString(template, "{\"index_patterns\":[\"" + id + "-*\"],\"composed_of\":[\"" + id + "-part\"]}");
        await().until(() -> report.problems().size() == 1);
        assertThat(report.problems().get(0).reason()).contains(id + "-part");

        Files.writeString(component, "{\"template\":{\"mappings\":{\"properties\":{\"a\":{\"type\":\"keyword\"}}}}}");
        await().until(() -> installed("/_index_template/").contains(id + "-part"));
        await().until(() -> report.problems().isEmpty());
    }

    private String installed(String endpoint) throws IOException {
        Request request = new Request("GET", endpoint + id);
        request.addParameter("ignore", "404");
        return EntityUtils.toString(client.performRequest(request).getEntity());
    }
}
