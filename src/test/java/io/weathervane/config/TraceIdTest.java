package io.weathervane.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {

    @Test
    void new_ids_have_the_form_that_is_taken_and_differ() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = TraceId.create();
            assertThat(TraceId.of(bytes(id))).contains(id);
            ids.add(id);
        }
        assertThat(ids).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0af7651916cd43dd8448eb211c80319",
                "0af7651916cd43dd8448eb211c80319c0",
                "0AF7651916CD43DD8448EB211C80319C",
                "00000000000000000000000000000000",
                "0af7651916cd43dd8448eb211c80319\n",
                "${jndi:ldap://example.invalid/a}",
                "0af7651916cd43dd\u0000448eb211c80319c",
                "äöü7651916cd43dd8448eb211c8031"
            })
    void what_has_another_form_is_no_id(String strange) {
        assertThat(TraceId.of(bytes(strange))).isEmpty();
    }

    @Test
    void no_bytes_a_million_and_such_as_are_no_text_are_no_id() {
        byte[] noText = new byte[32];
        java.util.Arrays.fill(noText, (byte) 0xFF);
        assertThat(TraceId.of(null)).isEmpty();
        assertThat(TraceId.of(new byte[1 << 20])).isEmpty();
        assertThat(TraceId.of(noText)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
