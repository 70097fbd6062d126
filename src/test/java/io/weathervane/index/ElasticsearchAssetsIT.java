package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weathervane.config.ConfigurationException;
import io.weathervane.embedded.TestEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchAssetsIT {

    private static final Path PIPELINES = Path.of("es-ingest-pipelines");
    private static final Path TEMPLATES = Path.of("es-index-templates");

    @TempDir
    Path folder;

    private RestClient client;

    @BeforeEach
    void connect() {
        client = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void shipped_files_are_accepted_and_a_second_start_changes_nothing() {
        assets(PIPELINES, TEMPLATES).install();

        ElasticsearchAssets.Summary second = assets(PIPELINES, TEMPLATES).install();

        assertThat(second.created()).isEmpty();
        assertThat(second.updated()).isEmpty();
        assertThat(second.unchanged()).contains("pipeline tweets", "pipeline news", "index template tweets");
    }

    @Test
    void file_that_the_server_refuses_is_named_with_its_reason() throws IOException {
        Path file = folder.resolve("refused-by-the-server.json");
        Files.writeString(file, "{\"processors\":[{\"set\":{\"tag\":\"set_nothing\",\"value\":1}}]}");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> assets(folder, Files.createDirectory(folder.resolve("templates")))
                        .install())
                .withMessage("Elasticsearch refuses " + file
                        + ": [field] required property is missing (processor set_nothing)");
    }

    private ElasticsearchAssets assets(Path pipelines, Path templates) {
        return new ElasticsearchAssets(client, pipelines, templates, Duration.ofSeconds(30));
    }
}
