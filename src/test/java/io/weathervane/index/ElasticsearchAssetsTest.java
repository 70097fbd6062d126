package io.weathervane.index;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchAssetsTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path folder;

    private Path pipelines;
    private Path templates;
    private RestClient client;

    @BeforeEach
    void an_empty_server_and_two_folders() throws IOException {
        pipelines = Files.createDirectory(folder.resolve("pipelines"));
        templates = Files.createDirectory(folder.resolve("templates"));
        client = RestClient.builder(new HttpHost("127.0.0.1", SERVER.getPort())).build();
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"acknowledged\":true}")));
        SERVER.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(404).withBody("{}")));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void what_others_refer_to_is_installed_first() throws IOException {
        write(pipelines, "a-source", "{\"processors\":[{\"pipeline\":{\"tag\":\"begin\",\"name\":\"z-begin\"}}]}");
        write(pipelines, "z-begin", """
                {"processors":[{"set":{"field":"a","value":1,"on_failure":[{"pipeline":{"name":"zz-failure"}}]}}]}""");
        write(pipelines, "zz-failure", "{\"processors\":[]}");
        write(templates, "tweets", "{}");
        write(Files.createDirectory(templates.resolve("components")), "shared", "{}");

        install();

        assertThat(putPaths())
                .containsExactly(
                        "/_component_template/shared",
                        "/_index_template/tweets",
                        "/_ingest/pipeline/zz-failure",
                        "/_ingest/pipeline/z-begin",
                        "/_ingest/pipeline/a-source");
    }

    @Test
    void pipelines_that_call_each_other_in_a_circle_are_installed_once_each() throws IOException {
        write(pipelines, "a", "{\"processors\":[{\"pipeline\":{\"name\":\"b\"}}]}");
        write(pipelines, "b", "{\"processors\":[{\"pipeline\":{\"name\":\"a\"}}]}");

        install();

        assertThat(putPaths()).containsExactly("/_ingest/pipeline/b", "/_ingest/pipeline/a");
    }

    @Test
    void summary_tells_created_updated_and_unchanged_apart() throws IOException {
        write(pipelines, "new", "{}");
        write(pipelines, "edited", "{}");
        write(pipelines, "same", "{}");
        SERVER.stubFor(get(urlPathEqualTo("/_ingest/pipeline/same")).willReturn(okJson("{\"same\":{}}")));
        SERVER.stubFor(get(urlPathEqualTo("/_ingest/pipeline/edited"))
                .willReturn(okJson("{\"edited\":{\"version\":1}}"))
                .inScenario("edit")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("installed"));
        SERVER.stubFor(get(urlPathEqualTo("/_ingest/pipeline/edited"))
                .willReturn(okJson("{\"edited\":{\"version\":2}}"))
                .inScenario("edit")
                .whenScenarioStateIs("installed"));

        ElasticsearchAssets.Summary summary = install();

        assertThat(summary.created()).containsExactly("pipeline new");
        assertThat(summary.updated()).containsExactly("pipeline edited");
        assertThat(summary.unchanged()).containsExactly("pipeline same");
        assertThat(summary).hasToString("1 created (pipeline new), 1 updated (pipeline edited), 1 unchanged");
    }

    @Test
    void nothing_is_ever_deleted() throws IOException {
        write(pipelines, "tweets", "{}");

        install();

        assertThat(SERVER.getAllServeEvents())
                .extracting(event -> event.getRequest().getMethod())
                .containsOnly(RequestMethod.GET, RequestMethod.PUT);
    }

    @Test
    void refused_pipeline_is_named_with_the_servers_reason() throws IOException {
        write(pipelines, "tweets", "{\"processors\":[{\"sett\":{}}]}");
        SERVER.stubFor(put(urlPathEqualTo("/_ingest/pipeline/tweets"))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody("""
                                {"error":{"root_cause":[{"type":"parse_exception",
                                 "reason":"No processor type exists with name [sett]","processor_type":"sett"}],
                                 "type":"parse_exception","reason":"No processor type exists with name [sett]"},"status":400}""")));

        assertRefused("Elasticsearch refuses " + pipelines.resolve("tweets.json")
                + ": No processor type exists with name [sett]");
    }

    @Test
    void refused_template_is_named_with_the_innermost_cause() throws IOException {
        write(templates, "tweets", "{}");
        SERVER.stubFor(put(urlPathEqualTo("/_index_template/tweets"))
                .willReturn(aResponse().withStatus(400).withBody("""
                                {"error":{"root_cause":[{"type":"illegal_argument_exception","reason":"template is invalid"}],
                                 "reason":"template is invalid","caused_by":{"reason":"Failed to parse mapping",
                                 "caused_by":{"reason":"No handler for type [txt]\\n declared on field [a]"}}},"status":400}""")));

        assertRefused("Elasticsearch refuses " + templates.resolve("tweets.json")
                + ": template is invalid: Failed to parse mapping: No handler for type [txt] declared on field [a]");
    }

    @Test
    void file_that_is_no_json_is_named_with_its_line() throws IOException {
        write(pipelines, "tweets", "{\n  \"processors\": [\n    oops\n  ]\n}");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::install)
                .withMessageStartingWith(pipelines.resolve("tweets.json") + ":3: no valid JSON: ")
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void empty_file_and_a_list_are_no_assets() throws IOException {
        write(pipelines, "tweets", "");
        assertRefused(pipelines.resolve("tweets.json") + ":1: a JSON object is expected");

        write(pipelines, "tweets", "[]");
        assertRefused(pipelines.resolve("tweets.json") + ":1: a JSON object is expected");
    }

    @Test
    void missing_folder_is_named_with_the_setting_that_moves_it() throws IOException {
        Files.delete(pipelines);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::install)
                .withMessageContainingAll(pipelines.toString(), "does not exist", "PIPELINES_DIR");
    }

    @Test
    void credentials_that_are_not_accepted_are_not_blamed_on_a_file() throws IOException {
        write(pipelines, "tweets", "{}");
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401).withBody("{}")));

        assertRefused(
                "Elasticsearch at http://127.0.0.1:" + SERVER.getPort() + " does not accept the credentials: check"
                        + " ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD");
    }

    @Test
    void answer_that_is_not_elasticsearchs_is_reported_as_it_is() throws IOException {
        write(pipelines, "tweets", "{}");
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(502).withBody("<h1>Bad\ngateway</h1>")));

        assertRefused("Elasticsearch at http://127.0.0.1:" + SERVER.getPort() + " answers 502 to "
                + pipelines.resolve("tweets.json") + ": <h1>Bad gateway</h1>");
    }

    @Test
    void unreachable_server_is_named_with_the_setting_that_leads_elsewhere() throws IOException {
        write(pipelines, "tweets", "{}");
        int free = freePort();
        try (RestClient nobody =
                RestClient.builder(new HttpHost("127.0.0.1", free)).build()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> assets(nobody, Duration.ofSeconds(5)).install())
                    .withMessageContainingAll("http://127.0.0.1:" + free, "does not answer", "ELASTICSEARCH_URL")
                    .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
        }
    }

    @Test
    void silent_server_is_given_up_after_the_timeout() throws IOException {
        write(pipelines, "tweets", "{}");
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(20_000)));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> assets(client, Duration.ofMillis(200)).install())
                .withMessageContaining("does not answer");
    }

    private ElasticsearchAssets.Summary install() {
        return assets(client, Duration.ofSeconds(10)).install();
    }

    private ElasticsearchAssets assets(RestClient with, Duration timeout) {
        return new ElasticsearchAssets(with, pipelines, templates, timeout);
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::install)
                .withMessage(message);
    }

    private static List<String> putPaths() {
        return SERVER.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> request.getMethod().equals(RequestMethod.PUT))
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .map(request -> request.getUrl().replaceFirst("\\?.*", ""))
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void write(Path folder, String id, String content) throws IOException {
        Files.writeString(folder.resolve(id + ".json"), content);
    }
}
