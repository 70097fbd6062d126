package io.weathervane.source;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleApisTest {

    private static final String X = "/sample-apis/x/2/tweets/search/recent";
    private static final String NEWS = "/sample-apis/newsapi/v2/everything";

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private SampleApis apis;

    @BeforeEach
    void fifty_tweets_and_ten_articles() throws IOException {
        Files.write(
                folder.resolve("tweets.jsonl"),
                IntStream.rangeClosed(1, 50)
                        .mapToObj(i ->
                                ("{\"data\":{\"id\":\"%d\",\"text\":\"t\",\"created_at\":\"x\",\"author_id\":\"%d\"},"
                                                + "\"includes\":{\"users\":[{\"id\":\"%d\",\"username\":\"u\"}]}}")
                                        .formatted(1000 + i, i % 3, i % 3))
                        .toList());
        Files.write(
                folder.resolve("articles.jsonl"),
                IntStream.range(0, 10)
                        .mapToObj(i -> "{\"title\":\"%s\",\"url\":\"https://news.example/%d\",\"publishedAt\":\"x\"}"
                                .formatted(i == 9 ? "[Removed]" : "t" + i, i))
                        .toList());
        apis = apis(true, true);
    }

    @Test
    void backlog_is_there_at_once_and_one_more_tweet_after_each_interval() {
        assertThat(ids("query=x&max_results=100"))
                .hasSize(31)
                .startsWith("1031")
                .endsWith("1001");

        clock.advance(Duration.ofSeconds(2));
        assertThat(ids("query=x&max_results=100")).hasSize(32).startsWith("1032");

        clock.advance(Duration.ofSeconds(2 * 18));
        assertThat(ids("query=x&max_results=100"))
                .hasSize(50)
                .startsWith("1050")
                .endsWith("1001");
    }

    @Test
    void samples_come_again_with_other_ids_and_addresses_and_a_round_is_all_that_is_there() {
        ids("query=x&max_results=100");
        news("q=x", 200);
        clock.advance(Duration.ofHours(1));

        // 31 + 1800 tweets: of the 37th round 31, of the one before 19
        assertThat(ids("query=x&max_results=100"))
                .hasSize(50)
                .doesNotHaveDuplicates()
                .startsWith(String.valueOf(1031 + 36 * 50))
                .endsWith(String.valueOf(1032 + 35 * 50));
        JsonNode articles = news("q=x", 200).path("articles");
        assertThat(articles).hasSize(10);
        assertThat(toList(articles).stream().map(article -> article.path("url").asText()))
                .doesNotHaveDuplicates()
                .allMatch(url -> url.matches("https://news.example/\\d\\?round=3[56]"));
    }

    @Test
    void page_of_tweets_looks_as_x_documents_it() {
        JsonNode page = x("query=x&max_results=10&expansions=author_id", 200);

        assertThatJson(page).node("data").isArray().hasSize(10);
        assertThatJson(page).node("data[0].created_at").isEqualTo("\"2026-11-21T12:00:00.000Z\"");
        assertThatJson(page).node("data[1].created_at").isEqualTo("\"2026-11-21T11:59:58.000Z\"");
        assertThatJson(page).node("includes.users").isArray().hasSize(3);
        assertThatJson(page).node("meta.newest_id").isEqualTo("\"1031\"");
        assertThatJson(page).node("meta.oldest_id").isEqualTo("\"1022\"");
        assertThatJson(page).node("meta.result_count").isEqualTo(10);
        assertThatJson(page).node("meta.next_token").isString();
        assertThat(apis.answer(X, "query=x").headers())
                .containsEntry("x-rate-limit-limit", "450")
                .containsEntry("x-rate-limit-remaining", "448")
                .containsEntry(
                        "x-rate-limit-reset",
                        Long.toString(clock.instant().plusSeconds(900).getEpochSecond()));
    }

    @Test
    void pages_hold_every_tweet_once_while_new_ones_come_in() {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = x("query=x&max_results=10" + token, 200);
            page.path("data").forEach(tweet -> ids.add(tweet.path("id").asText()));
            String next = page.path("meta").path("next_token").asText();
            token = next.isEmpty() ? "" : "&next_token=" + next;
            clock.advance(Duration.ofSeconds(2));
        } while (!token.isEmpty());

        assertThat(ids).hasSize(31).doesNotHaveDuplicates();
    }

    @Test
    void since_id_gives_only_what_is_newer() {
        assertThat(ids("query=x&since_id=1029")).containsExactly("1031", "1030");
        assertThatJson(x("query=x&since_id=1031", 200)).isEqualTo("{meta:{result_count:0}}");
    }

    @Test
    void wrong_parameters_are_refused_as_x_refuses_them() {
        for (String wrong :
                List.of("max_results=9", "max_results=101", "max_results=x", "since_id=x", "next_token=!")) {
            JsonNode problem = x("query=x&" + wrong, 400);

            assertThatJson(problem).node("title").isEqualTo("Invalid Request");
            assertThatJson(problem).node("errors[0].parameters").isObject().containsKey(wrong.split("=")[0]);
        }
        x("", 400);
    }

    @Test
    void rate_limit_is_counted_and_ends_with_the_window() {
        IntStream.range(0, 450).forEach(i -> x("query=x", 200));
        x("query=x", 429);

        clock.advance(Duration.ofMinutes(15));
        x("query=x", 200);
    }

    @Test
    void restart_changes_no_time_and_no_id() {
        JsonNode before = x("query=x&max_results=100", 200);
        clock.advance(Duration.ofSeconds(10));

        apis = apis(true, true);

        JsonNode after = x("query=x&max_results=100", 200);
        List<JsonNode> old = new ArrayList<>();
        after.path("data").forEach(old::add);
        assertThat(old).hasSize(36);
        assertThat(old.subList(5, 36)).isEqualTo(new ArrayList<>(toList(before.path("data"))));
    }

    @Test
    void page_of_articles_looks_as_newsapi_documents_it() {
        JsonNode page = news("q=x&pageSize=2&page=2", 200);

        assertThatJson(page).node("status").isEqualTo("ok");
        assertThatJson(page).node("totalResults").isEqualTo(7);
        assertThatJson(page).node("articles").isArray().hasSize(2);
        assertThatJson(page).node("articles[0].title").isEqualTo("t4");
        assertThatJson(page).node("articles[0].publishedAt").isEqualTo("\"2026-11-21T11:59:40Z\"");
        assertThatJson(news("q=x&page=9", 200)).node("articles").isArray().isEmpty();
    }

    @Test
    void articles_come_from_a_time_on_and_withdrawn_ones_among_them() {
        assertThatJson(news("q=x&from=2026-11-21T11:59:50Z", 200))
                .node("totalResults")
                .isEqualTo(2);
        assertThatJson(news("q=x&from=2026-11-21T11:59:50", 200))
                .node("totalResults")
                .isEqualTo(2);
        assertThatJson(news("q=x&from=2026-11-21", 200)).node("totalResults").isEqualTo(7);
        assertThatJson(news("q=x&to=2026-11-20", 200)).node("totalResults").isEqualTo(0);
        clock.advance(Duration.ofSeconds(30));
        assertThatJson(news("q=x", 200)).node("articles[0].title").isEqualTo("\"[Removed]\"");
    }

    @Test
    void wrong_parameters_are_refused_as_newsapi_refuses_them() {
        assertThatJson(news("", 400)).node("code").isEqualTo("parametersMissing");
        for (String wrong : List.of("pageSize=101", "pageSize=0", "page=0", "page=x", "from=yesterday")) {
            assertThatJson(news("q=x&" + wrong, 400)).node("status").isEqualTo("error");
            assertThatJson(news("q=x&" + wrong, 400)).node("code").isEqualTo("parameterInvalid");
        }
    }

    @Test
    void source_with_a_key_is_not_sampled() {
        assertThat(apis(false, true).answer(X, "query=x").status()).isEqualTo(404);
        assertThat(apis(true, false).answer(NEWS, "q=x").status()).isEqualTo(404);
        assertThat(apis.answer("/sample-apis/other", "").status()).isEqualTo(404);
    }

    @Test
    void missing_samples_are_told_with_the_setting_to_change() throws IOException {
        Files.delete(folder.resolve("tweets.jsonl"));

        assertThatThrownBy(() -> apis.answer(X, "query=x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tweets.jsonl")
                .hasMessageContaining("samples.dir");
    }

    private SampleApis apis(boolean x, boolean newsApi) {
        return new SampleApis(
                folder,
                folder.resolve("data/samples.properties"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                0.6,
                x,
                newsApi,
                clock);
    }

    private List<String> ids(String query) {
        return toList(x(query, 200).path("data")).stream()
                .map(tweet -> tweet.path("id").asText())
                .toList();
    }

    private JsonNode x(String query, int status) {
        SampleAnswer answer = apis.answer(X, query);
        assertThat(answer.status()).isEqualTo(status);
        return answer.body();
    }

    private JsonNode news(String query, int status) {
        SampleAnswer answer = apis.answer(NEWS, query);
        assertThat(answer.status()).isEqualTo(status);
        return answer.body();
    }

    private static List<JsonNode> toList(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}
