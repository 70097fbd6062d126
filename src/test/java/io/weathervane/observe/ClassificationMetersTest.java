package io.weathervane.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.doccat.ClassificationListener.Recorder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClassificationMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClassificationMeters meters = new ClassificationMeters(registry);

    @Test
    void texts_times_and_labels_of_a_model_add_up_whichever_endpoint_they_come_from() {
        meters.of("mood").classified("good", 2_000_000);
        meters.of("mood").classified("bad", 3_000_000);
        meters.of("mood").classified("good", 5_000_000);

        assertThat(registry.get("weathervane.classification")
                        .tag("model", "mood")
                        .functionTimer()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("weathervane.classification").functionTimer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(10);
        assertThat(labelled("good")).isEqualTo(2);
        assertThat(labelled("bad")).isEqualTo(1);
    }

    @Test
    void model_with_very_many_labels_does_not_fill_the_memory_of_prometheus() {
        Recorder recorder = meters.of("many");
        for (int i = 0; i < 1_000; i++) {
            recorder.classified("label " + i, 1);
        }

        assertThat(registry.find("weathervane.classification.labels").functionCounters())
                .hasSize(ClassificationMeters.MOST_LABELS + 1);
        assertThat(labelled(ClassificationMeters.OTHERS)).isEqualTo(1_000 - ClassificationMeters.MOST_LABELS);
        assertThat(registry.get("weathervane.classification").functionTimer().count())
                .isEqualTo(1_000);
    }

    private double labelled(String label) {
        return registry.get("weathervane.classification.labels")
                .tag("label", label)
                .functionCounter()
                .count();
    }
}
