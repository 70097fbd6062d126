package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weathervane.config.TraceId;
import io.weathervane.deadletter.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {

    private final RecordParser parser =
            new RecordParser(Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void a_tweet_is_read_as_it_is() throws Exception {
        Map<String, Object> tweet = parser.parse(
                record("1", "{\"id\":\"1\",\"text\":\"wind\",\"created_at\":\"2026-11-21T11:00:00.000Z\",\"n\":3}"),
                MessageFormat.TWEET);
        assertThat(tweet).containsEntry("text", "wind").containsEntry("n", 3);
    }

    @Test
    void keys_that_are_ours_to_set_are_taken_off() throws Exception {
        Map<String, Object> tweet = parser.parse(
                record("1", "{\"text\":\"a\",\"classification\":{\"x\":{}},\"weathervane\":{\"sample\":false}}"),
                MessageFormat.TWEET);
        assertThat(tweet).containsOnlyKeys("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{\"text\":",
                "[1]",
                "\"text\"",
                "null",
                "{\"text\":\"a\"} trailing",
                "\u0000\u0001",
                "{'text':'a'}"
            })
    void what_is_no_json_object_is_said_to_be_none(String value) {
        assertThat(reason("1", value)).isEqualTo(DeadLetterReason.NOT_JSON);
    }

    @Test
    void an_absent_value_is_no_json() {
        KafkaRecord tombstone = new KafkaRecord(
                new TopicPartition("tweets", 0), 0, "1".getBytes(StandardCharsets.UTF_8), null, new RecordHeaders());
        assertThat(catchThrowableOfType(
                                UnusableRecordException.class, () -> parser.parse(tombstone, MessageFormat.TWEET))
                        .reason())
                .isEqualTo(DeadLetterReason.NOT_JSON);
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(reason("1", "{\"text\":\"a\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
                .isEqualTo(DeadLetterReason.TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":null}", "{\"text\":{\"a\":1}}", "{\"text\":[\"a\"]}"})
    void a_tweet_without_text_is_refused(String value) {
        assertThat(reason("1", value)).isEqualTo(DeadLetterReason.NO_TEXT);
    }

    @Test
    void an_empty_text_is_a_text() throws Exception {
        assertThat(parser.parse(record("1", "{\"text\":\"\"}"), MessageFormat.TWEET))
                .containsEntry("text", "");
    }

    @Test
    void an_article_may_have_its_text_in_any_of_its_fields() throws Exception {
        parser.parse(record("1", "{\"title\":null,\"description\":\"d\"}"), MessageFormat.ARTICLE);
        parser.parse(record("1", "{\"content\":\"c\"}"), MessageFormat.ARTICLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-11-24T00:00:00Z", "9999-12-31T23:59:59Z"})
    void an_absurd_date_is_refused(String date) {
        assertThat(reason("1", "{\"text\":\"a\",\"created_at\":\"" + date + "\"}"))
                .isEqualTo(DeadLetterReason.ABSURD_DATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "null", "17", "\"\"", "\"2026-11-22T00:00:00+02:00\""})
    void a_missing_or_odd_date_is_left_to_the_pipeline(String date) throws Exception {
        parser.parse(record("1", "{\"text\":\"a\",\"created_at\":" + date + "}"), MessageFormat.TWEET);
    }

    @Test
    void a_record_without_key_has_no_id() {
        assertThat(reason(" ", "{\"text\":\"a\"}")).isEqualTo(DeadLetterReason.NO_ID);
    }

    @Test
    void half_a_surrogate_pair_is_passed_on_as_it_came() throws Exception {
        KafkaRecord record = record("1", "{\"text\":\"a \\ud83d b\"}");
        Map<String, Object> tweet = parser.parse(record, MessageFormat.TWEET);
        assertThat(new String(parser.document(record, tweet), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"a \\uD83D b\",\"weathervane\":{}}");
    }

    @Test
    void the_document_says_how_the_message_was_fetched() throws Exception {
        KafkaRecord record = record("1", "{\"text\":\"a\"}");
        record.headers().add("weathervane.fetched-at", "2026-11-21T11:00:00Z".getBytes(StandardCharsets.UTF_8));
        record.headers().add("weathervane.sample", "true".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(parser.document(record, Map.of("text", "a")), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"text\":\"a\",\"weathervane\":{\"fetched_at\":\"2026-11-21T11:00:00Z\",\"sample\":true}}");
    }

    @Test
    void the_document_has_the_trace_id_of_its_record() throws Exception {
        KafkaRecord record = record("1", "{\"text\":\"a\"}");
        record.headers().add(TraceId.HEADER, "0af7651916cd43dd8448eb211c80319c".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(parser.document(record, Map.of("text", "a")), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"a\",\"weathervane\":{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}}");
    }

    @Test
    void what_a_stranger_put_under_the_name_of_the_trace_id_does_not_reach_the_document() throws Exception {
        KafkaRecord record = record("1", "{\"text\":\"a\"}");
        record.headers().add(TraceId.HEADER, new byte[1 << 20]);
        assertThat(new String(parser.document(record, Map.of("text", "a")), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"a\",\"weathervane\":{}}");
    }

    private DeadLetterReason reason(String key, String value) {
        return catchThrowableOfType(
                        UnusableRecordException.class, () -> parser.parse(record(key, value), MessageFormat.TWEET))
                .reason();
    }

    private static KafkaRecord record(String key, String value) {
        return new KafkaRecord(
                new TopicPartition("tweets", 0),
                0,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }
}
