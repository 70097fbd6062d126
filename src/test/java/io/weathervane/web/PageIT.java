package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.browser.Accessibility;
import io.weathervane.browser.Chromium;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live page in a real browser, with answers that a test chooses: how it behaves, not what the index holds. */
class PageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static StubApi api;
    private static PageServer server;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        api = new StubApi();
        server = new PageServer(api);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void usual_answers() {
        api.down = false;
        api.samples = true;
        api.messages.clear();
        api.messages.addAll(StubMessages.some(300));
        browser.resize(1500, 1000);
    }

    @Test
    void figures_lists_messages_and_pipeline_are_shown() {
        open("");

        assertThat(browser.texts("#kpi-messages")).containsExactly("300");
        assertThat(browser.texts(".card")).hasSize(20);
        assertThat(browser.texts("#facet-sentiment .name")).contains("negative", "positive");
        assertThat(browser.texts("#topics-head th")).containsExactly("Topic", "tweets", "news");
        assertThat(browser.texts("#sample-badge")).containsExactly("SAMPLE DATA");
        assertThat(browser.texts("#pages span")).containsExactly("Page 1 of 15");
    }

    @Test
    void filters_combine_are_in_the_address_and_go_with_back_and_forward() {
        open("");

        click("#facet-sentiment .bar.negative");
        await().atMost(PATIENCE).until(() -> chips().contains("sentiment negative"));
        click("#facet-language .bar");
        await().atMost(PATIENCE).until(() -> chips().contains("language English"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(browser.texts("#messages-count"))
                .doesNotContain("300"));
        assertThat(search()).contains("sentiment=negative", "language=en");
        assertThat(api.asked).anyMatch(each -> each.startsWith("messages?") && each.contains("sentiment=negative"));
        String narrowed = browser.texts("#messages-count").get(0);

        browser.run("history.back()");
        await().atMost(PATIENCE).until(() -> !search().contains("language"));
        await().atMost(PATIENCE).until(() -> !chips().contains("language English"));
        browser.run("history.forward()");
        await().atMost(PATIENCE).until(() -> chips().contains("language English"));
        await().atMost(PATIENCE)
                .until(() -> browser.texts("#messages-count").get(0).equals(narrowed));

        open(search());
        assertThat(chips()).contains("sentiment negative", "language English");
        assertThat(browser.texts("#messages-count")).containsExactly(narrowed);
        browser.screenshot("page-filtered");
    }

    @Test
    void part_of_the_legend_takes_its_label_out_of_the_chart_and_puts_it_back() {
        open("");
        assertThat(drawn("#timeline")).isEqualTo(List.of("negative", "neutral", "positive"));

        click("#timeline .legend li:first-child button");
        assertThat(drawn("#timeline")).isEqualTo(List.of("neutral", "positive"));
        add("6501", "Something new");
        await().atMost(PATIENCE).until(() -> browser.texts("#kpi-messages").equals(List.of("301")));
        assertThat(drawn("#timeline")).isEqualTo(List.of("neutral", "positive"));

        click("#timeline .legend li:first-child button");
        assertThat(drawn("#timeline")).isEqualTo(List.of("negative", "neutral", "positive"));
    }

    @Test
    void second_filter_pressed_before_the_first_is_answered_adds_to_it() {
        open("");
        browser.run("document.querySelector('#facet-sentiment .bar.negative').click();"
                + "document.querySelector('#facet-language .bar').click()");

        assertThat(chips()).contains("sentiment negative", "language English");
        assertThat(browser.run("return document.querySelector('#facet-language .bar').ariaPressed"))
                .isEqualTo("true");
    }

    @Test
    void page_without_messages_says_what_to_do() {
        api.messages.clear();
        api.samples = false;
        open("");

        assertThat(browser.texts("#empty")).singleElement().asString().contains("X_BEARER_TOKEN");
        browser.screenshot("page-empty");
        open("?q=nothing");
        assertThat(browser.texts("#empty button")).contains("Clear search and filters", "Look at the last 30 days");
    }

    @Test
    void old_figures_stay_while_elasticsearch_is_away_and_it_recovers_by_itself() {
        open("");
        api.down = true;

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(browser.texts("#trouble-text"))
                .singleElement()
                .asString()
                .contains("Elasticsearch does not answer.", "What you see is of", "Trying again"));
        assertThat(browser.texts(".card")).hasSize(20);
        assertThat(browser.texts("#kpi-messages")).containsExactly("300");
        browser.screenshot("page-error");

        api.down = false;
        await().atMost(PATIENCE).until(() -> browser.all("#trouble[hidden]").size() == 1);
    }

    @Test
    void newer_messages_come_by_themselves_but_not_while_the_list_is_read() {
        open("");
        add("6001", "The first that is new");
        await().atMost(PATIENCE).until(() -> browser.texts(".card").get(0).contains("The first that is new"));

        browser.run("document.querySelector('.card .original').focus({preventScroll: true})");
        add("6002", "The second that is new");
        await().atMost(PATIENCE).until(() -> browser.texts("#newer").equals(List.of("Show 1 newer message")));
        assertThat(browser.texts(".card").get(0)).contains("The first that is new");
        assertThat((String) browser.run("return document.activeElement.className"))
                .isEqualTo("original");
        click("#newer");
        assertThat(browser.texts(".card").get(0)).contains("The second that is new");
    }

    @Test
    void focus_stays_on_a_filter_while_the_figures_change() {
        open("");
        browser.run("document.querySelector('#facet-topic li:nth-child(3) button').focus()");
        String before = (String) browser.run("return document.activeElement.querySelector('.name').textContent");
        int asked = api.asked.size();
        for (int i = 0; i < 40; i++) {
            add("7" + i, "Something else");
        }

        await().atMost(PATIENCE).until(() -> browser.texts("#kpi-messages").equals(List.of("340")));
        assertThat(api.asked.size()).isGreaterThan(asked);
        assertThat((String) browser.run("return document.activeElement.querySelector('.name').textContent"))
                .isEqualTo(before);
    }

    @Test
    void nothing_of_an_answer_becomes_markup_or_a_link_that_runs() {
        String hostile = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>{{7*7}}${7*7}";
        Map<String, Object> message = StubMessages.tweet("9001", hostile, Instant.now(), new Random(1));
        message.put("author", hostile);
        message.put("author_name", hostile);
        message.put("hashtags", List.of(hostile));
        message.put("url", "javascript:window.pwned=1");
        message.put("error", hostile);
        message.put("language", "\"><script>");
        message.put("classification", Map.of(hostile, Map.of("label", hostile), "hate", Map.of("label", "__proto__")));
        api.messages.clear();
        api.messages.add(message);
        open("");

        assertThat(browser.texts(".card .text")).containsExactly(hostile);
        assertThat(browser.texts("#facet-author .name")).containsExactly("@" + hostile);
        assertThat(browser.all(".card a")).isEmpty();
        click("#facet-hashtag .bar");
        await().atMost(PATIENCE).until(() -> chips().contains("hashtag #" + hostile));
        assertThat(browser.all("main img, main script, main iframe, #chips img"))
                .isEmpty();
        assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
    }

    @Test
    void paused_page_asks_no_more() {
        open("");
        click("#pause");
        assertThat(browser.texts("#live-text")).singleElement().asString().startsWith("Paused");
        add("8001", "Not seen");
        int asked = api.asked.size();

        await().during(Duration.ofSeconds(7)).atMost(PATIENCE).until(() -> api.asked.size() == asked);
        click("#pause");
        await().atMost(PATIENCE).until(() -> browser.texts("#kpi-messages").equals(List.of("301")));
    }

    @Test
    void rate_is_that_of_the_time_that_is_selected() {
        open("");
        Object rate = browser.runAsync("""
                const done = arguments[arguments.length - 1];
                const answer = { total: 5, interval: "10s", from: "2026-11-01T12:00:05Z", to: "2026-11-01T12:00:15Z",
                  buckets: [{ total: 2, counts: {} }, { total: 3, counts: {} }] };
                import("/page/kpis.js").then((kpis) => {
                  kpis.showKpis(answer, answer);
                  done(document.querySelector("#kpi-messages-sub").textContent);
                });""");

        assertThat(rate).isEqualTo("30 a minute");
    }

    @Test
    void trouble_ends_by_itself_also_on_a_page_that_is_paused_meanwhile() {
        open("");
        api.down = true;
        await().atMost(PATIENCE).until(() -> browser.all("#trouble[hidden]").isEmpty());
        click("#pause");

        api.down = false;
        await().atMost(PATIENCE).until(() -> browser.all("#trouble[hidden]").size() == 1);
        click("#pause");
    }

    @Test
    void selection_of_a_paused_page_is_answered_although_nobody_looked_for_a_moment() {
        open("");
        click("#pause");
        browser.run("const look = (away) => {"
                + "  Object.defineProperty(document, 'hidden', { get: () => away, configurable: true });"
                + "  document.dispatchEvent(new Event('visibilitychange'));"
                + "};"
                + "document.querySelector('#facet-sentiment .bar.negative').click();"
                + "look(true);"
                + "look(false)");

        await().atMost(PATIENCE).until(() -> browser.all("body[aria-busy]").isEmpty());
        assertThat(browser.texts("#kpi-messages")).doesNotContain("300");
    }

    @Test
    void message_that_is_labelled_later_shows_its_label() {
        Map<String, Object> message = new HashMap<>(StubMessages.tweet("9101", "Late", Instant.now(), new Random(1)));
        message.put("classification", Map.of());
        api.messages.add(0, message);
        open("");
        assertThat(browser.all(".card:first-child .badge")).isEmpty();

        Map<String, Object> labelled = new HashMap<>(message);
        labelled.put("classification", Map.of("hate", Map.of("label", "hate", "score", 0.9)));
        api.messages.set(0, labelled);
        await().atMost(PATIENCE)
                .until(() -> browser.all(".card:first-child .badge.hate").size() == 1);
    }

    @ParameterizedTest
    @CsvSource({"light,1500", "dark,1500", "light,360", "dark,360", "light,320"})
    void no_rule_of_wcag_aa_is_broken(String theme, int width) {
        browser.resize(width, 900);
        open("?sentiment=negative&q=the&sentiment=positive");
        browser.run(
                "document.querySelector('#theme').value = arguments[0];"
                        + "document.querySelector('#theme').dispatchEvent(new Event('change'))",
                theme);
        click("#timeline summary");

        assertThat(Accessibility.violations(browser)).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than the screen")
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
        "desktop-light,light,1500,1000",
        "desktop-dark,dark,1500,1000",
        "phone,light,390,844",
        "phone-dark,dark,390,844"
    })
    void pictures_for_a_person(String name, String theme, int width, int height) {
        browser.resize(width, height);
        open("");
        browser.run(
                "document.querySelector('#theme').value = arguments[0];"
                        + "document.querySelector('#theme').dispatchEvent(new Event('change'))",
                theme);
        browser.wholePage("page-" + name);

        assertThat(browser.texts(".card")).hasSize(20);
    }

    private static void add(String id, String text) {
        api.messages.add(0, new HashMap<>(Map.copyOf(StubMessages.tweet(id, text, Instant.now(), new Random(1)))));
    }

    private static void open(String query) {
        browser.open(server.address(query));
        await().atMost(PATIENCE)
                .until(() -> !browser.texts("#kpi-messages").contains("–")
                        && browser.texts("#topics th").size() == 7);
    }

    private static Object drawn(String panel) {
        return browser.run(
                "const chart = Chart.getChart(document.querySelector(arguments[0] + ' canvas'));"
                        + "return chart.data.datasets.filter((set, i) => chart.isDatasetVisible(i)).map(set => set.label)",
                panel);
    }

    private static List<String> chips() {
        return browser.texts("#chips .chip").stream()
                .map(chip -> chip.replaceAll("\\s+", " ").replace(" ×", ""))
                .toList();
    }

    private static String search() {
        return (String) browser.run("return location.search");
    }

    private static void click(String selector) {
        browser.run("document.querySelector(arguments[0]).click()", selector);
    }
}
