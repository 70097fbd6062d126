package io.weathervane.web;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000_000_000_000L);

    @Test
    void everything_is_the_time_range_alone() {
        assertThatJson(query(""))
                .isEqualTo(
                        "{bool: {filter: [{range: {@timestamp: {gte: 999999100000, lt: 1000000000000, format: 'epoch_millis'}}}]}}");
    }

    @Test
    void values_of_a_parameter_are_alternatives_and_parameters_add_up() {
        assertThatJson(query("&language=de&language=en&author=a&hashtag=h&outlet=o&dataset=news"))
                .inPath("bool.filter[*].terms")
                .isArray()
                .containsExactlyInAnyOrder(
                        json("{language: ['de', 'en']}"),
                        json("{'user.name': ['a']}"),
                        json("{'tweet.hashtags': ['h']}"),
                        json("{'news.outlet.name': ['o']}"),
                        json("{'event.dataset': ['news']}"));
    }

    @Test
    void sentiment_is_that_of_tweets_or_of_articles() {
        assertThatJson(query("&sentiment=negative"))
                .inPath("bool.filter[1]")
                .isEqualTo("{bool: {minimum_should_match: 1, should: ["
                        + "{terms: {'classification.sentiment.label': ['negative']}},"
                        + "{terms: {'classification.news-sentiment.label': ['negative']}}]}}");
    }

    @Test
    void words_have_no_operator_that_costs_more_the_more_is_asked() {
        assertThatJson(query("&q=%22a~9+(b~2"))
                .inPath("bool.filter[1].simple_query_string")
                .isEqualTo("{query: '\"a~9 (b~2', fields: ['message'], default_operator: 'and', lenient: true,"
                        + " flags: 'AND|OR|NOT|PHRASE|PREFIX|WHITESPACE|ESCAPE'}");
        assertThat(query("&q=+++")).isEqualTo(query(""));
    }

    @Test
    void samples_are_told_from_the_rest() {
        assertThatJson(query("&sample=true")).inPath("bool.filter[1]").isEqualTo("{term: {tags: 'sample'}}");
        assertThatJson(query("&sample=false"))
                .inPath("bool.filter[1]")
                .isEqualTo("{bool: {must_not: {term: {tags: 'sample'}}}}");
    }

    private static Map<String, Object> query(String selection) {
        Question question = Question.of(new Contract(), "/timeline", "from=15m" + selection);
        return Selection.query(question, Span.of(question, NOW));
    }

    private static Object json(String text) {
        return net.javacrumbs.jsonunit.assertj.JsonAssertions.json(text);
    }
}
