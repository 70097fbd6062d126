package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void success_is_done(int status) {
        assertThat(Verdict.of(status, null)).isEqualTo(Verdict.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "429, es_rejected_execution_exception",
        "429, circuit_breaking_exception",
        "503, unavailable_shards_exception",
        "500, exception",
        "502,",
        "504,",
        "408,",
        "403, cluster_block_exception",
        "404, index_not_found_exception"
    })
    void a_condition_of_the_cluster_is_retryable(int status, String type) {
        assertThat(Verdict.of(status, type)).isEqualTo(Verdict.RETRYABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, document_parsing_exception",
        "400, mapper_parsing_exception",
        "400, illegal_argument_exception",
        "413,",
        "409, version_conflict_engine_exception"
    })
    void what_the_document_itself_causes_is_permanent(int status, String type) {
        assertThat(Verdict.of(status, type)).isEqualTo(Verdict.PERMANENT);
    }

    @Test
    void an_unknown_error_type_is_judged_by_its_status() {
        assertThat(Verdict.of(400, "a_type_of_the_future")).isEqualTo(Verdict.PERMANENT);
        assertThat(Verdict.of(503, "a_type_of_the_future")).isEqualTo(Verdict.RETRYABLE);
    }
}
