package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadedModelTest {

    private final AtomicInteger closed = new AtomicInteger();

    private final LoadedModel model = new LoadedModel(
            "sentiment",
            ModelFormat.ONNX,
            new ModelFormat.Digests("0123456789abcdef", Map.of()),
            new TextCategorizer() {
                @Override
                public double[] categorize(CharSequence text) {
                    return NO_SCORES;
                }

                @Override
                public String label(int category) {
                    return "";
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            });

    @Test
    void replaced_model_is_closed_when_the_last_message_lets_it_go_and_only_once() {
        assertThat(model.hold()).isTrue();
        assertThat(model.hold()).isTrue();
        model.close();
        model.close();
        assertThat(closed).hasValue(0);
        model.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void closed_model_is_not_held_again() {
        model.close();
        assertThat(model.hold()).isFalse();
        assertThat(closed).hasValue(1);
    }
}
