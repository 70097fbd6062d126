package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final Question PIPELINE = new Question(Views.PIPELINE, new TreeMap<>());

    @Test
    void error_of_the_machine_keeps_nobody_waiting_who_asks_the_same_afterwards() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Views views = new Views(
                null,
                () -> {
                    if (broken.get()) {
                        throw new StackOverflowError("once");
                    }
                    return new PipelineState(
                            "1", "test", null, true, List.of(), false, List.of(), List.of(), List.of(), null);
                },
                Clock.systemUTC());
        assertThatThrownBy(() -> views.answer(PIPELINE)).isInstanceOf(StackOverflowError.class);
        broken.set(false);

        assertThat(CompletableFuture.supplyAsync(() -> views.answer(PIPELINE)).get(10, TimeUnit.SECONDS))
                .isNotEmpty();
    }
}
