package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.deadletter.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageReaderTest {

    private static final int LARGEST = 1_000_000;
    private static final FileFormat JSON = FileFormat.of(java.nio.file.Path.of("a.jsonl"));

    private static final String ONE = "{\"id\":\"1\",\"text\":\"ä {[\\\"\",\"author_id\":\"7\"}";
    private static final String TWO = "{\"id\":\"2\",\"text\":\"b\",\"author_id\":\"8\"}";
    private static final String USERS =
            "{\"users\":[{\"id\":\"7\",\"username\":\"seven\"},{\"id\":\"8\",\"username\":\"eight\"}]}";

    static Stream<Arguments> shapes_of_two_tweets() {
        return Stream.of(
                Arguments.of("lines", ONE + "\n" + TWO + "\n"),
                Arguments.of("no line end after the last line", ONE + "\n" + TWO),
                Arguments.of("blank lines and carriage returns", "\r\n\r\n" + ONE + "\r\n  \r\n\n" + TWO + "\r\n"),
                Arguments.of("byte order mark", "\ufeff" + ONE + "\n" + TWO),
                Arguments.of("array", "[" + ONE + "," + TWO + "]"),
                Arguments.of("array over lines", "[\n  " + ONE.replace(",", ",\n") + ",\n  " + TWO + "\n]\n"),
                Arguments.of("array of arrays", "[[" + ONE + "],[" + TWO + "]]"),
                Arguments.of("lines of arrays", "[" + ONE + "]\n[" + TWO + "]\n"),
                Arguments.of("answer", "{\"data\":[" + ONE + "," + TWO + "],\"includes\":" + USERS + ",\"meta\":{}}"),
                Arguments.of(
                        "printed answer",
                        "{\n  \"data\": [\n    " + ONE + ",\n    " + TWO + "\n  ],\n  \"includes\": " + USERS
                                + "\n}\n"),
                Arguments.of(
                        "printed answer with the first tweet on the first line",
                        "{\"data\": [" + ONE + ",\n" + TWO + "],\n\"includes\": " + USERS + "}"),
                Arguments.of(
                        "lines of a stream",
                        "{\"data\":" + ONE + ",\"includes\":" + USERS + "}\n{\"data\":" + TWO + ",\"includes\":" + USERS
                                + "}"),
                Arguments.of(
                        "array of answers",
                        "[{\"data\":[" + ONE + "]},{\"data\":[" + TWO + "],\"includes\":" + USERS + "}]"),
                Arguments.of("printed values one after the other", "{\n\"id\":\"1\"}\n{\n\"id\":\"2\"\n}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes_of_two_tweets")
    void tweets_are_found_in_every_shape(String shape, String content) throws IOException {
        assertThat(Items.keys(read(content.getBytes(UTF_8), MessageKind.TWEET))).containsExactly("1", "2");
        assertThat(Items.keys(read(gzip(content), MessageKind.TWEET))).containsExactly("1", "2");
    }

    @Test
    void author_is_merged_in_wherever_the_answer_has_its_users() throws IOException {
        String content = "{\"includes\":" + USERS + ",\"data\":[" + ONE + "," + TWO + "]}";

        List<SourceItem> items = read(content.getBytes(UTF_8), MessageKind.TWEET);

        assertThatJson(Items.json(items.get(0))).node("author.username").isEqualTo("seven");
        assertThatJson(Items.json(items.get(1))).node("author.username").isEqualTo("eight");
    }

    @Test
    void articles_are_found_in_answers_lines_and_arrays_and_withdrawn_ones_are_left_out() throws IOException {
        String one = "{\"title\":\"A\",\"url\":\"https://news.example/a\"}";
        String two = "{\"title\":\"B\",\"url\":\"https://news.example/b\"}";
        String removed = "{\"title\":\"[Removed]\",\"url\":\"https://removed.example\"}";
        List<String> keys = List.of(ArticleUrl.key("https://news.example/a"), ArticleUrl.key("https://news.example/b"));

        String answer = "{\"status\":\"ok\",\"totalResults\":3,\"articles\":[%s,%s,%s]}".formatted(one, removed, two);
        for (String content : List.of(answer, one + "\n" + removed + "\n" + two, "[" + one + "," + two + "]")) {
            assertThat(Items.keys(read(content.getBytes(UTF_8), MessageKind.ARTICLE)))
                    .isEqualTo(keys);
        }
    }

    @Test
    void unknown_fields_and_the_digits_of_numbers_stay_as_they_are() throws IOException {
        String tweet = "{\"id\":\"1\",\"big\":123456789012345678901234567890,\"exact\":1.10,\"tiny\":1E-400,"
                + "\"new\":{\"field\":[null,true]}}";

        assertThat(Items.json(read(tweet.getBytes(UTF_8), MessageKind.TWEET).get(0)))
                .isEqualTo(tweet);
    }

    @Test
    void half_a_surrogate_pair_is_kept_as_the_escape_that_it_came_as() throws IOException {
        String tweet = "{\"id\":\"1\",\"text\":\"\\uD83D\"}";

        assertThat(Items.json(read(tweet.getBytes(UTF_8), MessageKind.TWEET).get(0)))
                .isEqualToIgnoringCase(tweet);
    }

    @Test
    void bad_lines_are_told_with_line_and_reason_and_the_others_are_read() throws IOException {
        String content = ONE + "\noops\n\n{\"id\":\"3\"\n{\"text\":\"x\"}\n42\n{\"id\":null}\n{\"id\":\"4\"} x\n" + TWO;

        List<SourceItem> items = read(content.getBytes(UTF_8), MessageKind.TWEET);

        assertThat(Items.keys(items)).containsExactly("1", "2");
        assertThat(Items.bad(items))
                .extracting(BadLine::line, BadLine::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, DeadLetterReason.NOT_JSON),
                        org.assertj.core.groups.Tuple.tuple(4L, DeadLetterReason.NOT_JSON),
                        org.assertj.core.groups.Tuple.tuple(5L, DeadLetterReason.NO_ID),
                        org.assertj.core.groups.Tuple.tuple(6L, DeadLetterReason.NOT_A_MESSAGE),
                        org.assertj.core.groups.Tuple.tuple(7L, DeadLetterReason.NO_ID),
                        org.assertj.core.groups.Tuple.tuple(8L, DeadLetterReason.NOT_JSON));
        assertThat(Items.bad(items).get(0).content()).asString(UTF_8).isEqualTo("oops");
        assertThat(Items.bad(items))
                .allSatisfy(line -> assertThat(line.detail()).isNotEmpty().doesNotContain("\n"));
    }

    @Test
    void damaged_first_line_does_not_hide_that_these_are_lines() throws IOException {
        for (String damaged : List.of("{\"id\":\"0\",\"text\":\"cut o", "{\"id\":\"0\",", "{\"id\":\"0\"", "}", "{]")) {
            List<SourceItem> items = read((damaged + "\n" + ONE + "\n" + TWO).getBytes(UTF_8), MessageKind.TWEET);

            assertThat(Items.keys(items)).as(damaged).containsExactly("1", "2");
            assertThat(Items.bad(items)).extracting(BadLine::line).as(damaged).containsExactly(1L);
        }
    }

    @Test
    void damaged_element_of_an_array_does_not_hide_the_others() throws IOException {
        String content = "[\n" + ONE + ",\n{\"id\":oops},\n" + TWO + "\n]";

        List<SourceItem> items = read(content.getBytes(UTF_8), MessageKind.TWEET);

        assertThat(Items.keys(items)).containsExactly("1", "2");
        assertThat(Items.bad(items)).extracting(BadLine::line).containsExactly(3L);
    }

    @Test
    void array_that_is_cut_off_is_told() throws IOException {
        List<SourceItem> items = read(("[" + ONE + ",\n" + TWO).getBytes(UTF_8), MessageKind.TWEET);

        assertThat(Items.keys(items)).containsExactly("1", "2");
        assertThat(Items.bad(items)).extracting(BadLine::reason).containsExactly(DeadLetterReason.DAMAGED_FILE);
    }

    @Test
    void damaged_gzip_gives_what_comes_before_the_damage() throws IOException {
        String content = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"" + Integer.toHexString(i * 31) + "\"}\n")
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
        byte[] whole = gzip(content);

        List<SourceItem> items = read(Arrays.copyOf(whole, whole.length / 2), MessageKind.TWEET);

        assertThat(Items.keys(items)).hasSizeGreaterThan(1_000);
        assertThat(items.get(items.size() - 1)).isInstanceOfSatisfying(BadLine.class, line -> assertThat(line.reason())
                .isEqualTo(DeadLetterReason.DAMAGED_FILE));
    }

    @Test
    void gzip_of_several_members_is_read_to_its_end() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip(ONE + "\n"));
        both.write(gzip(TWO + "\n"));

        assertThat(Items.keys(read(both.toByteArray(), MessageKind.TWEET))).containsExactly("1", "2");
    }

    @Test
    void message_that_is_larger_than_kafka_takes_is_bad_and_only_its_beginning_is_kept() throws IOException {
        String large = "{\"id\":\"0\",\"text\":\"" + "x".repeat(LARGEST) + "\"}";

        List<SourceItem> items = read((large + "\n" + ONE).getBytes(UTF_8), MessageKind.TWEET);

        assertThat(Items.keys(items)).containsExactly("1");
        assertThat(Items.bad(items)).singleElement().satisfies(line -> {
            assertThat(line.reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
            assertThat(line.content()).hasSize(BadLine.KEPT_BYTES);
        });
    }

    @Test
    void element_without_an_end_does_not_fill_the_memory() {
        byte[] part = ("\"" + "x".repeat(100_000)).replace("\"", "").getBytes(UTF_8);
        InputStream endless = new SequenceInputStream(Collections.enumeration(Stream.concat(
                        Stream.of("{\"id\":\"1\",\"text\":\"".getBytes(UTF_8)), Collections.nCopies(500, part).stream())
                .map(ByteArrayInputStream::new)
                .toList()));

        List<SourceItem> items = new ArrayList<>();
        new MessageReader(endless, MessageKind.TWEET, LARGEST, JSON).forEachRemaining(items::add);

        assertThat(Items.bad(items)).extracting(BadLine::reason).containsExactly(DeadLetterReason.TOO_LARGE);
    }

    @Test
    void nothing_is_in_an_empty_file_and_in_an_empty_answer() throws IOException {
        for (String content :
                List.of("", "\n \n", "\ufeff", "[]", "{\"meta\":{\"result_count\":0}}", "{\"data\":[]}")) {
            assertThat(read(content.getBytes(UTF_8), MessageKind.TWEET))
                    .as(content)
                    .isEmpty();
        }
    }

    @Test
    void saved_error_of_newsapi_is_bad() throws IOException {
        String content = "{\"status\":\"error\",\"code\":\"rateLimited\",\"message\":\"slow down\"}";

        assertThat(Items.bad(read(content.getBytes(UTF_8), MessageKind.ARTICLE)))
                .extracting(BadLine::reason)
                .containsExactly(DeadLetterReason.NOT_A_MESSAGE);
    }

    @Test
    void nesting_without_an_end_is_bad_and_the_rest_is_read() throws IOException {
        String content = "{\"id\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}\n" + ONE;

        List<SourceItem> items = read(content.getBytes(UTF_8), MessageKind.TWEET);

        assertThat(Items.keys(items)).containsExactly("1");
        assertThat(Items.bad(items)).extracting(BadLine::reason).containsExactly(DeadLetterReason.NOT_JSON);
    }

    private static List<SourceItem> read(byte[] content, MessageKind kind) throws IOException {
        List<SourceItem> items = new ArrayList<>();
        try (MessageReader reader = new MessageReader(new ByteArrayInputStream(content), kind, LARGEST, JSON)) {
            reader.forEachRemaining(items::add);
        }
        return items;
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
