package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicStatusTest {

    @Test
    void numbers_add_up_when_every_record_that_was_not_released_is_accounted_for() {
        assertThat(new TopicStatus("tweets", 100, 50, 20, 5, 5, 10, 10, 7L).addsUp())
                .isTrue();
        TopicStatus lost = new TopicStatus("tweets", 100, 50, 20, 5, 4, 10, 10, 7L);
        assertThat(lost.addsUp()).isFalse();
        assertThat(lost.mismatch()).isEqualTo("tweets: 90 read and not released, but 89 accounted for");
    }

    @Test
    void status_survives_the_wire_and_names_things_as_the_metrics_do() throws Exception {
        ApplicationStatus status = new ApplicationStatus(
                "1",
                "17",
                "4.17.0",
                "3.9.1",
                "dev",
                1,
                "2026-11-21T12:00:00Z",
                "k",
                "g",
                "e",
                List.of(new TopicStatus("tweets", 1, 0, 0, 0, 1, 0, 0, null)),
                List.of(new SourceStatus("newsapi", "DOWN", "no key")),
                new ReloadStatus(
                        List.of(new ReloadStatus.Refusal("routes/a.camel.yaml", 7, "no valid YAML")),
                        new ReloadStatus.LastSave("route", "routes/a.camel.yaml", "2026-11-21T12:01:00Z", false)));
        String json = new ObjectMapper().writeValueAsString(status);
        assertThat(json)
                .contains("\"pipeline_error\":0", "\"dead_lettered\":1", "\"in_flight\":0", "\"lag\":null")
                .contains("\"adds_up\":true", "\"consumer_group\":\"g\"")
                .contains("\"reload\":{\"problems\":[{\"file\":\"routes/a.camel.yaml\",\"line\":7");
        assertThat(new ObjectMapper().readValue(json, ApplicationStatus.class)).isEqualTo(status);
    }
}
