package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weathervane.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedElasticsearchTest {

    @TempDir
    Path folder;

    @Test
    void child_that_dies_at_the_start_is_told_in_one_line_with_its_reason_and_its_log() throws Exception {
        ElasticsearchHome empty = new ElasticsearchHome(
                Files.createDirectories(folder.resolve("empty/lib")).getParent());
        Path directory = folder.resolve("data");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EmbeddedElasticsearch.start(empty, directory, 0, "256m"))
                .withMessageStartingWith("The embedded Elasticsearch has ended with exit code 1: ")
                .withMessageContaining("org.elasticsearch.server not found")
                .withMessageContaining(
                        directory.resolve("logs").resolve("console.log").toString())
                .withMessageNotContaining("\n");
        DirectoryLock.take(directory).close();
    }

    @Test
    void folder_without_a_server_is_no_elasticsearch_home() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ElasticsearchHome.installed(folder))
                .withMessage(
                        "ELASTICSEARCH_HOME is %s, but no Elasticsearch server is there"
                                + " (lib/elasticsearch-*.jar and modules/)",
                        folder);
    }

    @Test
    void heap_is_read_in_megabytes_and_gigabytes() {
        assertThat(HeapSize.parse("512m").megabytes()).isEqualTo(512);
        assertThat(HeapSize.parse(" 2G ").megabytes()).isEqualTo(2048);
        assertThat(HeapSize.parse("2g").initialMegabytes()).isEqualTo(512);
        assertThat(HeapSize.parse("256m").initialMegabytes()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "much", "255m", "1t", "-1g", "1g -XX:OnError=sh"})
    void heap_that_is_none_or_too_small_is_refused(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> HeapSize.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("256m");
    }
}
