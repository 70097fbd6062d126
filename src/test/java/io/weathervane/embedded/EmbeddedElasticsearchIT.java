package io.weathervane.embedded;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EmbeddedElasticsearchIT {

    private final Path directory = TestEngines.newDirectory("elasticsearch-it");
    private final HttpClient client = HttpClient.newHttpClient();

    /** A process that is killed while its Elasticsearch runs. */
    static final class Killed {
        public static void main(String[] arguments) throws Exception {
            EmbeddedElasticsearch server = startIn(Path.of(arguments[0]), 0);
            ChildJvm.say(server.url());
            ChildJvm.say(server.pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void document_goes_through_an_ingest_pipeline_into_its_monthly_index() throws Exception {
        String url = TestEngines.elasticsearchUrl();
        send("PUT", url + "/_ingest/pipeline/embedded-it", """
                {"processors": [
                  {"html_strip": {"field": "text"}},
                  {"script": {"source": "ctx.length = ctx.text.length()"}},
                  {"date_index_name": {"field": "at", "index_name_prefix": "embedded-it-", "date_rounding": "M",
                    "index_name_format": "yyyy.MM", "date_formats": ["ISO8601"]}}]}
                """);
        send(
                "PUT",
                url + "/embedded-it/_doc/1?pipeline=embedded-it&refresh=true",
                "{\"text\": \"<b>wind</b> rises\", \"at\": \"2026-03-05T10:00:00Z\"}");

        String found = send("GET", url + "/embedded-it-2026.03/_search?q=text:wind", "");

        assertThatJson(found).inPath("hits.hits[0]._source").isObject().containsEntry("text", "wind rises");
        assertThatJson(found).inPath("hits.hits[0]._source.length").isEqualTo(10);
    }

    @Test
    void killed_parent_takes_its_child_along_and_the_next_start_has_the_documents() throws Exception {
        long orphan;
        CompletableFuture<Integer> exit;
        try (ChildJvm parent = ChildJvm.run(Killed.class, directory.toString())) {
            String url = parent.hear();
            orphan = Long.parseLong(parent.hear());
            send("PUT", url + "/kept/_doc/1?refresh=true", "{\"text\": \"still here\"}");
        }
        // at once: it waits for the orphan itself
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(FreePorts.loopback()));
                EmbeddedElasticsearch server = startIn(directory, taken.getLocalPort())) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ProcessHandle.of(orphan).isEmpty());
            assertThat(send("GET", server.url() + "/kept/_doc/1", "")).contains("still here");
            assertThat(server.portReplaced()).isTrue();
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> startIn(directory, 0))
                    .withMessage(
                            "%s is used by another Weathervane; stop it or set DATA_DIR", directory.toAbsolutePath());
            exit = server.onExit();
        }
        await().until(exit::isDone);
        assertThat(exit).as("closed, not killed").isCompletedWithValue(0);
    }

    private static EmbeddedElasticsearch startIn(Path directory, int port) {
        return EmbeddedElasticsearch.start(new ElasticsearchDistribution().home(), directory, port, "512m");
    }

    private String send(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }
}
