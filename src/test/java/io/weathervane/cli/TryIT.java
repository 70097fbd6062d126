package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.embedded.ElasticsearchDistribution;
import io.weathervane.embedded.EmbeddedElasticsearch;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchAssets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weathervane try} and {@code weathervane test} with the shipped models, and an Elasticsearch as an application left it. */
class TryIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private Map<String, String> before;

    @BeforeAll
    static void install_as_an_application_does() throws IOException {
        try (RestClient client = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build()) {
            new ElasticsearchAssets(
                            client,
                            Path.of("es-ingest-pipelines"),
                            Path.of("es-index-templates"),
                            Duration.ofSeconds(30))
                    .install();
        }
    }

    @BeforeEach
    void remember_what_is_stored() throws IOException {
        settings.put("elasticsearch.url", TestEngines.elasticsearchUrl());
        settings.put("data.dir", folder.resolve("data").toString());
        before = StoredThings.of(TestEngines.elasticsearchUrl());
    }

    @AfterEach
    void nothing_was_stored() throws IOException {
        assertThat(StoredThings.of(TestEngines.elasticsearchUrl())).isEqualTo(before);
    }

    @Test
    void text_becomes_a_document_with_labels_and_times() {
        CommandLineRun run = run("try", "--text", "I love it");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("would be indexed in tweets-\\d{4}\\.\\d\\d with the id 1, by the pipeline tweets")
                .containsPattern("(?m)^sentiment +positive +0\\.\\d{3}$")
                .containsPattern("(?m)^  doccat:hate +\\d+\\.\\d$")
                .containsPattern("(?m)^simulate the pipelines +\\d+\\.\\d$")
                .containsPattern("(?m)^total +\\d+\\.\\d$")
                .contains("\"message\" : \"I love it\"", "\"route\" : \"try\"");
    }

    @Test
    void file_becomes_the_document_of_its_golden_file() throws IOException {
        Path tweet = Path.of("src/test/golden/tweets/plain.json");
        Path article = Path.of("src/test/golden/news/plain.json");

        for (Path file : new Path[] {tweet, article}) {
            JsonNode tried = json(run("try", file.toString(), "--json"));
            JsonNode golden = JSON.readTree(
                    Path.of(file.toString().replace(".json", ".expected.json")).toFile());
            assertThat(tried.path("index")).as(file.toString()).isEqualTo(golden.path("_index"));
            for (String field : new String[] {"@timestamp", "message", "user", "tweet", "news", "url", "language"}) {
                assertThat(tried.path("document").path(field))
                        .as(file + ": " + field)
                        .isEqualTo(golden.path("_source").path(field));
            }
            assertThat(tried.path("warnings")).as(file.toString()).isEmpty();
            assertThat(tried.path("timings").findValuesAsText("step")).contains("classify", "total");
        }
    }

    @Test
    void hostile_text_from_standard_input_does_not_reach_the_terminal() throws IOException {
        String tweet = "{\"id\":\"7\",\"text\":\"\\u001b]0;title\\u0007 ${exec:ls} {{kafka.brokers}} \\u202eesrever\","
                + "\"created_at\":\"2026-11-01T00:00:00Z\"}";

        CommandLineRun text = withInput(tweet, "try", "-");
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .doesNotContain("\u001b", "\u0007", "\u202e")
                .contains("\\u001B]0;title\\u0007 ${exec:ls} {{kafka.brokers}} \\u202eesrever");
        CommandLineRun json = withInput(tweet, "try", "-", "--json");
        assertThat(json.out()).doesNotContain("\u001b", "\u0007", "\u202e");
        assertThat(json(json).at("/document/message").asText()).contains("\u001b]0;title\u0007", "\u202eesrever");
    }

    @Test
    void message_that_would_be_a_dead_letter_says_so() throws IOException {
        CommandLineRun run = withInput("{\"id\":\"7\",\"created_at\":\"2026-11-01T00:00:00Z\"}", "try", "-", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json(run).at("/dead_letter/reason").asText()).isEqualTo("no-text");
        assertThat(json(run).path("indexed").asBoolean(true)).isFalse();
    }

    @Test
    void route_on_disk_is_tried_and_not_the_one_that_runs() throws IOException {
        Path route = copied("routes", "routes.dir").resolve("classify-tweet.camel.yaml");
        Files.writeString(route, """
                - route:
                    id: classify-tweet
                    from:
                      uri: direct:classify-tweet
                      steps:
                        - to:
                            uri: doccat:hate
                """);
        // what has nothing to do with it may be as wrong as it likes
        Files.writeString(route.resolveSibling("poll-newsapi.camel.yaml"), "- route: [");

        JsonNode classification =
                json(run("try", "--text", "I love it", "--json")).at("/document/classification");
        assertThat(classification.properties()).hasSize(1);
        assertThat(classification.at("/hate/label").asText()).isEqualTo("none");
    }

    @Test
    void mistake_in_the_route_is_told_with_its_line() throws IOException {
        Path route = copied("routes", "routes.dir").resolve("classify-tweet.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("minimumScore", "minimumScor"));

        CommandLineRun run = run("try", "--text", "I love it");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .containsPattern("weathervane: \\Q" + route + "\\E:\\d+: doccat has no option \"minimumScor\"");
    }

    @Test
    void route_that_fails_on_the_message_makes_it_a_dead_letter() throws IOException {
        Path route = copied("routes", "routes.dir").resolve("classify-tweet.camel.yaml");
        Files.writeString(route, """
                - route:
                    id: classify-tweet
                    from:
                      uri: direct:classify-tweet
                      steps:
                        - setBody:
                            constant: no map any more
                """);

        CommandLineRun run = run("try", "--text", "I love it");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("would be a dead letter: classify-failed: The classify route left no map");
    }

    @Test
    void pipeline_on_disk_is_tried_and_a_field_that_its_mapping_cannot_hold_is_told() throws IOException {
        addProcessor("{\"set\":{\"tag\":\"new\",\"field\":\"tweet.client\",\"value\":\"" + "x".repeat(300) + "\"}}");

        JsonNode tried = json(run("try", "--text", "I love it", "--json"));
        assertThat(tried.at("/document/tweet/client").asText()).hasSize(300);
        assertThat(tried.path("warnings").toString()).contains("The value of tweet.client does not fit its mapping");
    }

    @Test
    void pipeline_on_disk_that_elasticsearch_refuses_is_told_with_its_reason() throws IOException {
        Path pipelines = addProcessor("{\"nonsense\":{\"tag\":\"new\"}}");

        CommandLineRun run = run("try", "--text", "I love it");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Elasticsearch refuses " + pipelines.resolve("tweets.json"))
                .contains("No processor type exists with name [nonsense]", "(processor new)");
    }

    @Test
    void pipeline_that_fails_says_so_above_the_document() throws IOException {
        CommandLineRun run = withInput("{\"id\":\"7\",\"text\":\"hi\",\"created_at\":\"yesterday\"}", "try", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("would be indexed in tweets-failed")
                .contains(
                        "! A pipeline failed: Processor date with tag parse_date in pipeline weathervane-date failed");
    }

    @Test
    void server_without_the_called_pipelines_stays_bare_and_prod_says_what_to_do() throws IOException {
        try (EmbeddedElasticsearch bare = EmbeddedElasticsearch.start(
                new ElasticsearchDistribution().home(), TestEngines.newDirectory("bare"), 0, "256m")) {
            settings.put("elasticsearch.url", bare.url());
            Map<String, String> nothing = StoredThings.of(bare.url());

            CommandLineRun dev = run("try", "--text", "I love it");
            assertThat(dev.exitCode()).as(dev.err()).isZero();
            assertThat(dev.err()).contains("are not installed as they are in their files: starting an Elasticsearch");
            assertThat(dev.out()).contains("\"message\" : \"I love it\"").contains("! The pipelines weathervane-");
            CommandLineRun prod = run("try", "--text", "I love it", "--profile", "prod");
            assertThat(prod.exitCode()).isEqualTo(1);
            assertThat(prod.err()).contains("start Weathervane with this server, which installs them");

            assertThat(StoredThings.of(bare.url())).isEqualTo(nothing);
        }
    }

    @Test
    void prod_without_an_elasticsearch_says_where_to_name_it() {
        settings.put("elasticsearch.url", "");

        CommandLineRun run = run("try", "--text", "I love it", "--profile", "prod");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("starts no Elasticsearch: say where yours is with ELASTICSEARCH_URL");
    }

    @Test
    void shipped_cases_pass() {
        CommandLineRun run = run("test");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).endsWith("6 cases: 6 as expected, 0 written, 0 failed\n");
    }

    @Test
    void case_fails_with_its_difference_until_it_is_updated() throws IOException {
        Path tests = copied("routes", "routes.dir").resolve("tests");
        Files.createDirectory(tests);
        Path message = Path.of("routes/tests/praise.json");
        Files.copy(message, tests.resolve("praise.json"));
        Files.copy(message, tests.resolve("other.json"));
        Files.writeString(tests.resolve("two.json"), "{\"id\":\"1\"}\n{\"id\":\"2\"}\n");
        Path expected = Files.writeString(
                tests.resolve("praise.expected.json"),
                Files.readString(Path.of("routes/tests/praise.expected.json")).replace("\"joy\"", "\"anger\""));

        CommandLineRun failed = run("test");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out())
                .contains("_source.classification.emotion.label: expected \"anger\", got \"joy\"")
                .contains("other.expected.json is missing: `weathervane test other --update` writes it")
                .contains("two.json holds several messages")
                .contains("3 cases: 0 as expected, 0 written, 3 failed");

        CommandLineRun updated = run("test", "praise", "--update");
        assertThat(updated.exitCode()).as(updated.err()).isZero();
        assertThat(updated.out()).contains("written praise: " + expected + " anew");
        assertThat(tests.resolve("other.expected.json")).doesNotExist();
        assertThat(expected).hasSameTextualContentAs(Path.of("routes/tests/praise.expected.json"));
    }

    private Path addProcessor(String processor) throws IOException {
        Path pipelines = copied("es-ingest-pipelines", "pipelines.dir");
        Path tweets = pipelines.resolve("tweets.json");
        String text = Files.readString(tweets);
        int end = text.lastIndexOf("  ],\n  \"on_failure\"");
        assertThat(end).as("where the processors of " + tweets + " end").isPositive();
        Files.writeString(tweets, text.substring(0, end) + "," + processor + text.substring(end));
        return pipelines;
    }

    /** A copy of the folder's own files, which the setting then names. */
    private Path copied(String name, String setting) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(Path.of(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        settings.put(setting, copy.toString());
        return copy;
    }

    private CommandLineRun withInput(String text, String... args) {
        InputStream standard = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(args);
        } finally {
            System.setIn(standard);
        }
    }

    private CommandLineRun run(String... args) {
        try (SettingsInForce inForce = new SettingsInForce(settings)) {
            return CommandLineRun.of(args);
        }
    }

    private static JsonNode json(CommandLineRun run) throws IOException {
        assertThat(run.out()).as(run.err()).startsWith("{");
        return JSON.readTree(run.out());
    }
}
