package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypicalWordsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "from=24h, 400",
        "from=24h&dataset=news, 800",
        "from=24h&dataset=news&dataset=tweets, 400",
        "from=30d, 200",
        "from=1970-01-01, 66",
    })
    void texts_that_are_read_are_shared_among_the_indices_of_the_range(String selection, int ofShard) {
        Question question = Question.of(new Contract(), "/top", "of=word&" + selection);

        assertThat(TypicalWords.sampleOfShard(question, Span.of(question, NOW))).isEqualTo(ofShard);
    }
}
