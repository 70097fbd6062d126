package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import io.weathervane.deadletter.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneMessageTest {

    private static final Path FILE = Path.of("message.json");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TWEET   | {\"id\":\"1\",\"text\":\"hi\"}",
                "TWEET   | {\"data\":{\"id\":\"1\",\"text\":\"hi\"}}",
                "TWEET   | {\"id\":\"1\",\"text\":\"hi\",\"url\":\"https://x.example/1\"}",
                "TWEET   | [{\"id\":\"1\"}]",
                "ARTICLE | {\"url\":\"https://a.example/1\",\"title\":\"hi\"}",
                "ARTICLE | {\"status\":\"ok\",\"articles\":[{\"url\":\"https://a.example/1\"}]}",
                "ARTICLE | {\"title\":\"no url\",\"publishedAt\":\"2026-11-01T00:00:00Z\"}"
            })
    void kind_is_told_by_the_shape(MessageKind kind, String json) {
        assertThat(read(json).kind()).isEqualTo(kind);
    }

    @Test
    void json_over_several_lines_is_one_message() {
        assertThat(read("{\n  \"id\": \"17\",\n  \"text\": \"hi\"\n}\n").item())
                .asInstanceOf(InstanceOfAssertFactories.type(SourceMessage.class))
                .extracting(SourceMessage::key)
                .isEqualTo("17");
    }

    @Test
    void somebody_may_say_what_kind_it_is() {
        String either = "{\"title\":\"hi\"}";

        assertThatThrownBy(() -> read(either))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("message.json: this may be a tweet or an article: say which with --kind");
        assertThat(OneMessage.read(bytes(either), FILE, Optional.of(MessageKind.ARTICLE), 1_000)
                        .item())
                .asInstanceOf(InstanceOfAssertFactories.type(BadLine.class))
                .extracting(BadLine::reason)
                .isEqualTo(DeadLetterReason.NO_ID);
    }

    @Test
    void second_message_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"2\",\"text\":\"b\"}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("message.json holds several messages, the second begins on line 2: give one at a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "{\"data\":[],\"meta\":{\"result_count\":0}}", "{\"articles\":[]}"})
    void nothing_is_no_message(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void plain_text_is_told_to_use_the_option() {
        assertThatThrownBy(() -> read("I love it"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("message.json:1: this is no message: not-json")
                .hasMessageEndingWith("a line of plain text goes with --text");
    }

    @Test
    void text_becomes_the_smallest_tweet() {
        OneMessage message = OneMessage.tweet("\"quoted\"", Instant.parse("2026-11-01T00:00:00Z"));

        assertThat(((SourceMessage) message.item()).json())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"1\",\"text\":\"\\\"quoted\\\"\",\"created_at\":\"2026-11-01T00:00:00Z\"}");
    }

    private static OneMessage read(String content) {
        return OneMessage.read(bytes(content), FILE, Optional.empty(), 1_000);
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }
}
