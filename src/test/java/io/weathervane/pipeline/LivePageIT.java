package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.browser.Accessibility;
import io.weathervane.browser.Chromium;
import io.weathervane.embedded.ElasticsearchDistribution;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The live page of the packaged application in a real browser, with samples and with what a hostile stranger writes. */
class LivePageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What would run, break out or mislead if it were shown as anything but text; each has a word to find it by. */
    private static final List<String> HOSTILE = List.of(
            "zzscript <script>window.pwned=1;alert(1)</script>",
            "zzimage <img src=x onerror=\"window.pwned=1;alert(1)\">",
            "zzclosing </script></style></title></textarea><svg onload=window.pwned=1>",
            "zzlink <a href=\"javascript:window.pwned=1\">javascript:window.pwned=1</a>",
            "zztemplate {{constructor.constructor('window.pwned=1')()}} ${window.pwned=1} #{7*7} <%= 7*7 %>",
            "zzquote \"><iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
            "zzturned \u202egnp.exe\u202c and \u2067right\u2069 and back",
            "zzproto __proto__ constructor toString",
            "zzlong " + "x".repeat(9_000) + " " + "y".repeat(990));

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
                "KAFKA_PORT", String.valueOf(ApplicationProcess.freePort()),
                "ELASTICSEARCH_PORT", String.valueOf(ApplicationProcess.freePort()),
                "HAWTIO_ENABLED", "false",
                "ELASTICSEARCH_HEAP", "512m",
                "INBOX_POLL_INTERVAL", "500",
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
        application = ApplicationProcess.start(folder, "page", environment);
        sendHostileMessages();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (application != null) {
            application.close();
        }
    }

    @BeforeEach
    void usual_window() {
        browser.resize(1500, 1000);
    }

    @Test
    void printed_address_shows_what_the_pipeline_has_indexed_and_goes_on_by_itself() {
        open("");

        assertThat(number("#kpi-messages")).isPositive();
        assertThat(browser.texts(".card")).hasSize(20);
        assertThat(browser.texts("#sample-badge")).containsExactly("SAMPLE DATA");
        for (String list :
                List.of("topic", "dataset", "sentiment", "hate", "author", "outlet", "hashtag", "language")) {
            assertThat(browser.texts("#facet-" + list + " .name")).as(list).isNotEmpty();
        }
        assertThat(browser.texts("#topics-head th")).containsExactly("Topic", "tweets", "news");
        assertThat(browser.texts("#models th")).contains("sentiment", "hate", "topic");
        assertThat(browser.texts("#ready")).singleElement().asString().contains("ready");
        int before = number("#kpi-messages");
        await().atMost(PATIENCE).until(() -> number("#kpi-messages") > before);
        browser.wholePage("live-page");
    }

    @Test
    void search_and_filters_combine_and_the_address_brings_them_back() {
        open("");
        int all = number("#kpi-messages");

        click("#facet-dataset .bar");
        await().atMost(PATIENCE).until(() -> chips().contains("source Tweets"));
        click("#facet-sentiment .bar.negative");
        await().atMost(PATIENCE).until(() -> chips().contains("sentiment negative"));
        await().atMost(PATIENCE).until(() -> number("#kpi-messages") < all);
        assertThat(browser.texts(".card .badge.negative")).hasSizeGreaterThanOrEqualTo(1);
        assertThat(browser.all(".card .badge.positive")).isEmpty();

        open((String) browser.run("return location.search"));
        assertThat(chips()).contains("source Tweets", "sentiment negative");
        assertThat(browser.all(".card .badge.positive")).isEmpty();
        click("#pages button:last-child");
        await().atMost(PATIENCE).until(() -> browser.texts("#pages span").get(0).startsWith("Page 2"));
    }

    @Test
    void word_ranking_changes_with_the_selection() {
        open("");
        List<String> words = browser.texts("#facet-word .name");
        click("#facet-topic li:nth-child(2) button");

        await().atMost(PATIENCE).until(() -> !browser.texts("#facet-word .name").equals(words));
    }

    @Test
    void everything_can_be_done_with_the_keyboard_alone() {
        open("");
        browser.press(Keys.TAB);
        assertThat(focused("className")).isEqualTo("skip");

        tabTo("#q");
        browser.press("rain", Keys.ENTER);
        await().atMost(PATIENCE).until(() -> chips().contains("text rain"));
        tabTo("[data-range='7d']");
        browser.press(Keys.ENTER);
        await().atMost(PATIENCE).until(() -> address().contains("from=7d"));
        tabTo("#chips button");
        browser.press(Keys.SPACE);
        await().atMost(PATIENCE).until(() -> !address().contains("q=rain"));
        tabTo("#facet-sentiment button");
        browser.press(Keys.SPACE);
        await().atMost(PATIENCE).until(() -> address().contains("sentiment="));
        assertThat(focused("ariaPressed")).isEqualTo("true");
        browser.press(Keys.SPACE);
        await().atMost(PATIENCE).until(() -> !address().contains("sentiment="));
        assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void hostile_texts_come_through_the_whole_pipeline_as_text() {
        open("?q=zz*&from=1h");
        await().atMost(PATIENCE).until(() -> browser.texts(".card").size() >= 2 * HOSTILE.size());
        browser.run("document.querySelectorAll('.card [aria-expanded], .more').forEach(button => button.click())");

        List<String> texts = shown(".card .text");
        for (String hostile : HOSTILE) {
            // the API cuts a text after 5,000 characters
            String beginning = hostile.substring(0, Math.min(4_900, hostile.length()));
            assertThat(texts).anyMatch(text -> text.contains(squeezed(beginning)));
        }
        assertThat(shown(".card .who")).anyMatch(who -> who.contains("<img src=x onerror=window.pwned=1>"));
        assertThat(shown(".card .name")).anyMatch(name -> name.contains("<script>window.pwned=1</script>"));
        click("#facet-outlet button");
        await().atMost(PATIENCE).until(() -> !chips().stream()
                .filter(chip -> chip.startsWith("outlet"))
                .toList()
                .isEmpty());

        assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
        assertThat(browser.all("main script, main img, main iframe, main svg, #chips *:not(button, span, bdi, li)"))
                .isEmpty();
        assertThat(browser.run(
                        "return [...document.querySelectorAll('.card a')].every(a => /^https?:$/.test(a.protocol)"
                                + " && a.rel === 'noopener noreferrer nofollow')"))
                .isEqualTo(true);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.screenshot("live-page-hostile");
    }

    @ParameterizedTest
    @CsvSource({"light,1500", "dark,1500", "light,360", "dark,360"})
    void no_rule_of_wcag_aa_is_broken(String theme, int width) {
        browser.resize(width, 900);
        open("");
        browser.run(
                "document.querySelector('#theme').value = arguments[0];"
                        + "document.querySelector('#theme').dispatchEvent(new Event('change'))",
                theme);

        assertThat(Accessibility.violations(browser)).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.wholePage("live-page-" + theme + "-" + width);
    }

    @Test
    void no_request_leaves_the_application_and_the_policy_is_never_broken() {
        browser.console();
        open("");
        int before = number("#kpi-messages");
        await().atMost(PATIENCE).until(() -> number("#kpi-messages") > before);

        assertThat(browser.run(
                        "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)"
                                + ".filter(origin => origin !== location.origin)"))
                .isEqualTo(List.of());
        assertThat(browser.console()).isEmpty();
    }

    private static void sendHostileMessages() throws IOException {
        List<String> tweets = new ArrayList<>();
        List<String> articles = new ArrayList<>();
        String now = Instant.now().minusSeconds(30).toString();
        for (int i = 0; i < HOSTILE.size(); i++) {
            tweets.add(JSON.writeValueAsString(Map.of(
                    "id",
                    "77000000000000000" + i,
                    "text",
                    HOSTILE.get(i),
                    "created_at",
                    now,
                    "lang",
                    i % 2 == 0 ? "en" : "\"><b>",
                    "author_id",
                    "1" + i,
                    "author",
                    Map.of(
                            "id", "1" + i,
                            "username", "<img src=x onerror=window.pwned=1>" + i,
                            "name", "\u202e<script>window.pwned=1</script>" + i),
                    "entities",
                    Map.of("hashtags", List.of(Map.of("tag", "<script>window.pwned=1</script>"))))));
            articles.add(JSON.writeValueAsString(Map.of(
                    "source",
                    Map.of("name", "</bdi><script>window.pwned=1</script>&lt;b&gt;" + i),
                    "author",
                    "<svg/onload=window.pwned=1>",
                    // HTML is removed from articles, so what is left of it is told by its word
                    "title",
                    HOSTILE.get(i).replace("<", "&lt;").replace(">", "&gt;"),
                    "description",
                    HOSTILE.get(i),
                    "url",
                    "https://example.org/" + i + "?x=javascript:window.pwned=1",
                    "publishedAt",
                    now)));
        }
        drop("tweets", tweets);
        drop("news", articles);
    }

    private static void drop(String dataset, List<String> lines) throws IOException {
        Path unfinished = Files.write(folder.resolve(dataset + ".jsonl"), lines);
        Path inbox = Files.createDirectories(folder.resolve("inbox").resolve(dataset));
        Files.move(unfinished, inbox.resolve("hostile.jsonl"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Texts as they are in the document: what cannot be seen, such as a turn of the direction, too. */
    @SuppressWarnings("unchecked")
    private static List<String> shown(String selector) {
        return ((List<String>) browser.run(
                        "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector))
                .stream().map(LivePageIT::squeezed).toList();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }

    private static void open(String query) {
        Matcher matcher =
                Pattern.compile(" page +(http://127\\.0\\.0\\.1:\\d+/)").matcher(application.output());
        assertThat(matcher.find()).as(application.output()).isTrue();
        browser.open(URI.create(matcher.group(1) + query));
        await().atMost(PATIENCE)
                .until(() -> number("#kpi-messages") > 0
                        && !browser.texts("#models th").isEmpty());
    }

    private static void tabTo(String selector) {
        browser.run("document.activeElement.blur(); document.querySelector('.skip').focus()");
        for (int i = 0; i < 400; i++) {
            if (Boolean.TRUE.equals(browser.run("return document.activeElement.matches(arguments[0])", selector))) {
                return;
            }
            browser.press(Keys.TAB);
        }
        assertThat(selector).as("is reached with the tab key").isEmpty();
    }

    private static String focused(String property) {
        return String.valueOf(browser.run("return document.activeElement[arguments[0]]", property));
    }

    private static String address() {
        return (String) browser.run("return location.search");
    }

    private static List<String> chips() {
        return browser.texts("#chips .chip").stream()
                .map(chip -> squeezed(chip).replace(" ×", ""))
                .toList();
    }

    private static int number(String selector) {
        String digits = browser.texts(selector).stream().findFirst().orElse("").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static void click(String selector) {
        browser.run("document.querySelector(arguments[0]).click()", selector);
    }
}
