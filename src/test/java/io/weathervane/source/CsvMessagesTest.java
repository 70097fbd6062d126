package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weathervane.deadletter.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMessagesTest {

    @Test
    void row_becomes_a_tweet_in_the_shape_of_api_v2() throws IOException {
        String csv = "id,text,created_at,lang,author_id,author.username,public_metrics.like_count,possibly_sensitive,"
                + "entities.hashtags,place\n"
                + "1,\"a, \"\"b\"\"\nc\",2024-05-01T12:00:00Z,en,7,seven,12,False,\"[{\"\"tag\"\":\"\"x\"\"}]\",\n";

        List<SourceItem> items = tweets(csv, Map.of());

        assertThat(items).singleElement().isInstanceOfSatisfying(SourceMessage.class, tweet -> {
            assertThat(tweet.key()).isEqualTo("1");
            assertThatJson(new String(tweet.json(), UTF_8))
                    .isEqualTo("{id: '1', text: 'a, \"b\"\\nc', created_at: '2024-05-01T12:00:00Z', lang: 'en',"
                            + " author_id: '7', author: {username: 'seven'}, public_metrics: {like_count: 12},"
                            + " possibly_sensitive: false, entities: {hashtags: [{tag: 'x'}]}}");
        });
    }

    @Test
    void row_becomes_an_article_in_the_shape_of_newsapi() throws IOException {
        String csv = "headline;url;source.name;publishedAt\nWind;https://news.example/a;The Gale;2024-05-01 12:00:00\n";

        List<SourceItem> items = read(csv, MessageKind.ARTICLE, ';', Map.of("title", "headline"));

        assertThat(items).singleElement().isInstanceOfSatisfying(SourceMessage.class, article -> {
            assertThat(article.key()).isEqualTo(ArticleUrl.key("https://news.example/a"));
            assertThatJson(new String(article.json(), UTF_8))
                    .isEqualTo("{title: 'Wind', url: 'https://news.example/a', source: {name: 'The Gale'},"
                            + " publishedAt: '2024-05-01T12:00:00'}");
        });
    }

    @Test
    void mapped_column_wins_over_the_one_that_is_called_like_the_field() throws IOException {
        String csv = "tweet_id,content,text,id\n1,right,wrong,99\n";

        assertThatJson(Items.json(
                        tweets(csv, Map.of("id", "tweet_id", "text", "content")).get(0)))
                .isEqualTo("{id: '1', text: 'right'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed Oct 10 20:19:24 +0000 2018 | 2018-10-10T20:19:24Z",
                "Mon Apr 06 22:19:45 PDT 2009 | 2009-04-07T05:19:45Z",
                "2020-05-01 12:00:00+02:00 | 2020-05-01T12:00:00+02:00",
                "2020-05-01 12:00:00 UTC | 2020-05-01T12:00:00",
                "1588334400000 | 1588334400000",
                "yesterday | yesterday"
            })
    void dates_of_old_collections_become_iso_dates(String cell, String date) throws IOException {
        assertThatJson(Items.json(
                        tweets("id,created_at\n1," + cell + "\n", Map.of()).get(0)))
                .node("created_at")
                .isEqualTo("\"" + date + "\"");
    }

    @Test
    void byte_order_mark_blank_lines_and_carriage_returns_do_no_harm() throws IOException {
        assertThat(Items.keys(tweets("\ufeffid,text\r\n\r\n1,a\r\n\r\n2,\"b\"\r\n", Map.of())))
                .containsExactly("1", "2");
    }

    @Test
    void bad_rows_are_told_with_their_line_and_content_and_the_others_are_read() throws IOException {
        String csv =
                "id,text\n1,a\n,no id\n2,\"two\nlines\"\n3,b,c\n4\n1.2346E+18,rounded\n1234567890123456768.0,x\n5,e\n";

        List<SourceItem> items = tweets(csv, Map.of());

        assertThat(Items.keys(items)).containsExactly("1", "2", "5");
        assertThat(Items.bad(items))
                .extracting(BadLine::line, BadLine::reason)
                .containsExactly(
                        tuple(3L, DeadLetterReason.NO_ID),
                        tuple(6L, DeadLetterReason.NOT_A_MESSAGE),
                        tuple(7L, DeadLetterReason.NOT_A_MESSAGE),
                        tuple(8L, DeadLetterReason.NO_ID),
                        tuple(9L, DeadLetterReason.NO_ID));
        assertThat(Items.bad(items).get(1).content()).asString(UTF_8).isEqualTo("3,b,c");
        assertThat(Items.bad(items).get(1).detail()).contains("3 cells, the header 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2,\"never closed", "2,\"closed\" too early", "\"2,x"})
    void damaged_quote_costs_its_own_line_and_no_other(String damaged) throws IOException {
        String good = "3,\"three\"\n4,four\n";

        for (String csv : List.of("id,text\n1,a\n" + damaged + "\n" + good, "id,text\n1,a\n" + good + damaged)) {
            List<SourceItem> items = tweets(csv, Map.of());

            assertThat(Items.keys(items)).as(csv).containsExactly("1", "3", "4");
            assertThat(Items.bad(items)).as(csv).singleElement().satisfies(line -> assertThat(line.content())
                    .asString(UTF_8)
                    .isEqualTo(damaged));
        }
    }

    @Test
    void header_without_an_id_says_which_option_helps_and_nothing_else_is_read() throws IOException {
        List<SourceItem> items = tweets("tweet_id,text\n1,a\n2,b\n", Map.of());

        assertThat(Items.bad(items)).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(1);
            assertThat(line.detail()).contains("[tweet_id, text]", "--column id=<column>");
        });
        assertThat(items).hasSize(1);
    }

    @Test
    void mapping_to_a_column_that_is_not_there_is_told() throws IOException {
        assertThat(Items.bad(tweets("id,text\n1,a\n", Map.of("text", "content"))))
                .singleElement()
                .satisfies(line -> assertThat(line.detail()).contains("'content'", "--column text=content"));
    }

    @Test
    void name_of_the_file_tells_csv() {
        assertThat(FileFormat.of(Path.of("a/x.CSV.gz"))).isEqualTo(format(',', Map.of()));
        assertThat(FileFormat.of(Path.of("x.tsv"))).isEqualTo(format('\t', Map.of()));
        assertThat(FileFormat.of(Path.of("csv.jsonl")).kind()).isEqualTo(FileFormat.Kind.JSON);
    }

    private static FileFormat format(char delimiter, Map<String, String> columns) {
        return new FileFormat(FileFormat.Kind.CSV, delimiter, new TreeMap<>(columns));
    }

    private static List<SourceItem> tweets(String csv, Map<String, String> columns) throws IOException {
        return read(csv, MessageKind.TWEET, ',', columns);
    }

    private static List<SourceItem> read(String csv, MessageKind kind, char delimiter, Map<String, String> columns)
            throws IOException {
        List<SourceItem> items = new ArrayList<>();
        try (MessageReader reader = new MessageReader(
                new ByteArrayInputStream(csv.getBytes(UTF_8)), kind, 1_000_000, format(delimiter, columns))) {
            reader.forEachRemaining(items::add);
        }
        return items;
    }
}
