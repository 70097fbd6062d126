package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.config.ConfigurationException;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.index.MessageFormat;
import io.weathervane.index.SimulatedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedDocumentTest {

    private static final double TOLERANCE = 0.01;
    private static final String SOURCE = """
            {"message":"red \\u001b[31m", "event":{"id":"1","ingested":"2026-11-26T10:00:00Z"},
             "classification":{"hate":{"label":"none","score":0.83333,"model":{"name":"hate","version":"0123456789ab"}}}}""";

    @TempDir
    Path folder;

    @Test
    void what_update_writes_is_as_expected_and_safe_to_look_at() throws IOException {
        ExpectedDocument document = document(SOURCE);
        Path file = Files.writeString(folder.resolve("a.expected.json"), document.text());

        assertThat(document.differences(file, TOLERANCE)).isEmpty();
        assertThat(document.text())
                .contains("\"_index\" : \"tweets-2026.11\"", "\"score\" : 0.833", "\\u001B[31m")
                .doesNotContain("ingested", "version", "\u001b");
    }

    @Test
    void each_difference_is_one_line_with_its_path() throws IOException {
        Path file = expected("""
                {"_index":"tweets-2026.12","_source":{"message":"blue","language":"en","event":{"id":"1"},
                 "classification":{"hate":{"label":"none","score":0.8,"model":{"name":"hate"}}}}}""");

        assertThat(document(SOURCE).differences(file, TOLERANCE))
                .containsExactlyInAnyOrder(
                        "_index: expected \"tweets-2026.12\", got \"tweets-2026.11\"",
                        "_source.message: expected \"blue\", got \"red \\u001B[31m\"",
                        "_source.language: expected \"en\", got nothing",
                        "_source.classification.hate.score: expected 0.8, got 0.83333");
    }

    @Test
    void field_that_nobody_expects_is_a_difference() throws IOException {
        Path file = expected("{\"_index\":\"tweets-2026.11\",\"_source\":{}}");

        assertThat(document("{\"tags\":[\"sample\"]}").differences(file, TOLERANCE))
                .containsExactly("_source.tags: not expected, got [\"sample\"]");
    }

    @Test
    void score_may_be_a_little_off_and_the_tolerance_says_how_much() throws IOException {
        Path file = expected(expecting("{\"label\":\"none\",\"score\":0.83,\"model\":{\"name\":\"hate\"}}"));

        assertThat(document(SOURCE).differences(file, TOLERANCE)).isEmpty();
        assertThat(document(SOURCE).differences(file, 0.001)).hasSize(1);
    }

    @Test
    void version_of_a_model_counts_only_if_the_file_has_it() throws IOException {
        Path file = expected(expecting(
                "{\"label\":\"none\",\"score\":0.833,\"model\":{\"name\":\"hate\",\"version\":\"ba9876543210\"}}"));

        assertThat(document(SOURCE).differences(file, TOLERANCE))
                .containsExactly(
                        "_source.classification.hate.model.version: expected \"ba9876543210\", got \"0123456789ab\"");
    }

    @Test
    void expected_file_may_leave_a_value_open() throws IOException {
        Path file = expected(
                expecting(
                        "{\"label\":\"${json-unit.any-string}\",\"score\":\"${json-unit.any-number}\",\"model\":\"${json-unit.ignore}\"}"));

        assertThat(document(SOURCE).differences(file, TOLERANCE)).isEmpty();
    }

    @Test
    void dead_letter_is_compared_by_its_reason() throws IOException {
        ExpectedDocument letter = ExpectedDocument.of(new TrialResult(
                MessageFormat.TWEET,
                "1",
                Optional.empty(),
                Optional.of(new TrialResult.GivenUp(DeadLetterReason.NO_TEXT, "whatever")),
                List.of(),
                List.of()));

        assertThat(letter.differences(expected("{\"dead_letter\":{\"reason\":\"no-text\"}}"), TOLERANCE))
                .isEmpty();
        assertThat(letter.differences(expected("{\"dead_letter\":{\"reason\":\"no-id\"}}"), TOLERANCE))
                .containsExactly("dead_letter.reason: expected \"no-id\", got \"no-text\"");
    }

    @Test
    void expected_file_that_is_no_json_is_named_with_its_line() throws IOException {
        Path file = expected("{\n\"_index\": }");

        assertThatThrownBy(() -> document(SOURCE).differences(file, TOLERANCE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file + ":2: no valid JSON: ");
    }

    private static String expecting(String hate) {
        return "{\"_index\":\"tweets-2026.11\",\"_source\":{\"message\":\"red \\u001b[31m\",\"event\":{\"id\":\"1\"},"
                + "\"classification\":{\"hate\":" + hate + "}}}";
    }

    private Path expected(String json) throws IOException {
        return Files.writeString(folder.resolve("case.expected.json"), json);
    }

    private static ExpectedDocument document(String source) throws IOException {
        return ExpectedDocument.of(new TrialResult(
                MessageFormat.TWEET,
                "1",
                Optional.of(new SimulatedDocument(
                        "tweets-2026.11",
                        "1",
                        Optional.of(new ObjectMapper().readTree(source)),
                        List.of("tweets"),
                        List.of(),
                        Optional.empty())),
                Optional.empty(),
                List.of(),
                List.of()));
    }
}
