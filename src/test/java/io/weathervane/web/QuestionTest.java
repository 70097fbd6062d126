package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    private final Contract contract = new Contract();

    @Test
    void values_of_one_parameter_are_a_list_and_presets_are_there() {
        Question question = question("/messages", "sentiment=neutral&sentiment=negative&q=a+%22b%22&sample=false");

        assertThat(question.all("sentiment")).containsExactly("negative", "neutral");
        assertThat(question.one("q")).contains("a \"b\"");
        assertThat(question.text("from")).isEqualTo("24h");
        assertThat(question.number("size")).isEqualTo(20);
        assertThat(question.one("to")).isEmpty();
    }

    @Test
    void questions_that_ask_the_same_are_equal() {
        assertThat(question("/top", "of=topic&hate=hate&hate=none&size=10"))
                .isEqualTo(question("/top", "hate=none&of=topic&hate=hate&hate=hate"))
                .isNotEqualTo(question("/top", "of=topic&hate=hate"));
        assertThat(question("/timeline", null)).isEqualTo(question("/timeline", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/timeline, of=word, of",
        "/timeline, classifier=topic, classifier",
        "/timeline, from=1h&from=2h, from",
        "/timeline, sentiment=, sentiment",
        "/timeline, sample=yes, sample",
        "/timeline, dataset=tweets&dataset=news&dataset=tweets, dataset",
        "/timeline, dataset=other, dataset",
        "/timeline, SENTIMENT=negative, SENTIMENT",
        "/top, size=10, of",
        "/top, of=text, of",
        "/top, of=word&size=51, size",
        "/messages, size=0, size",
        "/messages, size=1e2, size",
        "/messages, size=99999999999999999999, size",
        "/messages, page=501, page",
        "/messages, page=-1, page",
        "/pipeline, from=1h, from",
    })
    void wrong_parameter_is_refused_by_name(String path, String query, String parameter) {
        assertThatThrownBy(() -> question(path, query))
                .isInstanceOf(BadQuestionException.class)
                .hasMessageStartingWith(parameter + ": ");
    }

    @Test
    void text_is_bounded_in_characters_not_in_halves_of_them() {
        String longest = "😀".repeat(256);
        assertThat(question("/messages", "q=" + encoded(longest)).one("q")).contains(longest);
        assertThatThrownBy(() -> question("/messages", "q=" + encoded(longest + "a")))
                .hasMessage("q: is longer than 256 characters");
        assertThatThrownBy(() -> question("/messages", "author=a".concat("&author=a".repeat(20))))
                .hasMessage("author: at most 20 values are possible");
        assertThatThrownBy(() -> question("/messages", "x".repeat(3000) + "=1"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"}}]}",
                "${jndi:ldap://x}",
                "{{kafka.brokers}}",
                "${camelContext}",
                "' OR 1=1",
                "\u0000",
                "*",
                "\\"
            })
    void hostile_value_is_a_value(String value) {
        Question question = question("/messages", "hashtag=" + encoded(value) + "&q=" + encoded(value));

        assertThat(question.all("hashtag")).isEqualTo(List.of(value));
        assertThat(question.one("q")).contains(value);
    }

    @Test
    void every_parameter_that_selects_has_a_field_and_the_other_way_round() {
        assertThat(contract.parameters("/timeline").keySet())
                .containsAll(List.of("dataset", "hashtag"))
                .allSatisfy(name -> assertThat(name)
                        .isIn("classifier", "q", "from", "to", "sample", Fields.of(name) == null ? "" : name));
        Fields.parameters()
                .forEach(name -> assertThat(contract.parameters("/top")).containsKey(name));
        assertThat(contract.description().path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("/timeline", "/top", "/messages", "/pipeline");
    }

    private Question question(String path, String query) {
        return Question.of(contract, path, query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
