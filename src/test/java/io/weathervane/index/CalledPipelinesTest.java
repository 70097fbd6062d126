package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CalledPipelinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CalledPipelines called =
            new CalledPipelines(AssetFile.in(Path.of("es-ingest-pipelines"), AssetFile.Kind.PIPELINE), "tweets");

    @Test
    void shipped_pipeline_of_tweets_calls_the_common_ones_and_not_that_of_news() {
        assertThat(called.names())
                .containsExactlyInAnyOrder(
                        "weathervane-begin", "weathervane-date", "weathervane-types", "weathervane-failure");
        assertThat(called.files()).extracting(AssetFile::id).contains("tweets").doesNotContain("news");
    }

    @Test
    void what_newer_servers_add_is_no_difference_and_what_somebody_changed_is() {
        ObjectNode installed = JSON.createObjectNode();
        called.files().forEach(file -> installed.set(file.id(), withDates(file.content())));
        assertThat(called.notInstalled(installed)).isEmpty();

        ((ObjectNode) installed.get("weathervane-date")).put("description", "changed");
        installed.remove("weathervane-begin");
        assertThat(called.notInstalled(installed)).containsExactlyInAnyOrder("weathervane-date", "weathervane-begin");
    }

    private static JsonNode withDates(JsonNode pipeline) {
        return ((ObjectNode) pipeline.deepCopy()).put("created_date_millis", 1).put("modified_date_millis", 2);
    }
}
