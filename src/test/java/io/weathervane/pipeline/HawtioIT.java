package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.browser.Chromium;
import io.weathervane.embedded.ElasticsearchDistribution;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The console of the packaged application in a real browser, as a newcomer sees it who opens the printed address. */
class HawtioIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NODES = ".camel-route-diagram .react-flow__node";

    /** Not on a memory file system: Elasticsearch counts on a disk. */
    @TempDir
    static Path folder;

    private static Chromium browser;
    private static ApplicationProcess application;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        new ElasticsearchDistribution().home();
        Map<String, String> environment = new HashMap<>(Map.of(
                "HTTP_PORT", String.valueOf(ApplicationProcess.freePort()),
                "HTTP_HOST", "0.0.0.0",
                "KAFKA_PORT", String.valueOf(ApplicationProcess.freePort()),
                "ELASTICSEARCH_PORT", String.valueOf(ApplicationProcess.freePort()),
                "HAWTIO_PORT", String.valueOf(ApplicationProcess.freePort()),
                "ELASTICSEARCH_HEAP", "512m",
                // a new one comes all the time
                "SAMPLES_BACKLOG", "0",
                "SAMPLES_X_INTERVAL", "500ms",
                "SAMPLES_POLL_INTERVAL", "1s"));
        for (String name : List.of("routes", "models", "samples")) {
            environment.put(
                    name.toUpperCase() + "_DIR", Path.of(name).toAbsolutePath().toString());
        }
        environment.put(
                "PIPELINES_DIR", Path.of("es-ingest-pipelines").toAbsolutePath().toString());
        environment.put(
                "TEMPLATES_DIR", Path.of("es-index-templates").toAbsolutePath().toString());
        application = ApplicationProcess.start(folder, "hawtio", environment);
    }

    @AfterEach
    void keep_what_was_seen(TestInfo test) {
        browser.screenshot("hawtio-" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterAll
    static void stop() throws Exception {
        if (application != null) {
            application.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void printed_address_opens_on_the_diagram_of_index_tweets_whose_count_grows() {
        browser.open(address());

        await().atMost(PATIENCE).until(() -> countOf("bulkIndexer") > 0);
        assertThat(browser.texts("#camel-content-header h1")).containsExactly("index-tweets");
        assertThat(browser.texts(NODES))
                .hasSize(6)
                .anyMatch(node -> node.contains("From kafka:"))
                .anyMatch(node -> node.contains("Split"))
                .anyMatch(node -> node.contains("direct:classif"));
        int before = countOf("bulkIndexer");
        await().atMost(PATIENCE).until(() -> countOf("bulkIndexer") > before);
    }

    @Test
    void routes_are_listed_and_one_of_them_is_stopped_and_started() {
        browser.open(address().resolve("routes"));
        await().atMost(PATIENCE).until(() -> row("index-news").contains("Started"));

        choose("index-news");
        click("button", "Stop");
        await().atMost(PATIENCE).until(() -> row("index-news").contains("Stopped"));
        assertThat(row("index-tweets")).contains("Started");

        choose("index-news");
        click("button", "Start");
        await().atMost(PATIENCE).until(() -> row("index-news").contains("Started"));
    }

    @Test
    void messages_on_their_way_through_a_route_can_be_traced() {
        browser.open(address());
        await().atMost(PATIENCE).until(() -> !browser.texts(NODES).isEmpty());

        click("nav[aria-label='Camel Nav'] a", "Trace");
        await().atMost(PATIENCE).until(() -> browser.texts("button").contains("Start Tracing"));
        click("button", "Start Tracing");
        await().atMost(PATIENCE).until(() -> browser.texts("#camel-content-main td").stream()
                .anyMatch(text -> text.startsWith("bean")));
        click("button", "Stop Tracing");
    }

    private static URI address() {
        Matcher matcher =
                Pattern.compile("Hawtio +(http://127\\.0\\.0\\.1:\\d+/\\S+)").matcher(application.output());
        assertThat(matcher.find()).as(application.output()).isTrue();
        return URI.create(matcher.group(1));
    }

    /** How many exchanges have been at the node whose label has this in it; -1 when there is none. */
    private static int countOf(String label) {
        return browser.texts(NODES).stream()
                .filter(node -> node.contains(label))
                .map(node -> node.lines().findFirst().orElse(""))
                .filter(count -> count.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(-1);
    }

    private static String row(String route) {
        return browser.texts("#camel-content-main tr").stream()
                .filter(row -> row.contains(route))
                .findFirst()
                .orElse("");
    }

    private static void choose(String route) {
        browser.run(
                "const row = [...document.querySelectorAll('#camel-content-main tr')]"
                        + ".find(row => row.innerText.includes(arguments[0]));"
                        + "const box = row.querySelector('input'); if (!box.checked) box.click();",
                route);
    }

    private static void click(String selector, String text) {
        await().atMost(PATIENCE).until(() -> browser.all(selector).stream()
                .filter(element -> element.getText().trim().equals(text) && element.isEnabled())
                .findFirst()
                .map(element -> {
                    element.click();
                    return true;
                })
                .orElse(false));
    }
}
