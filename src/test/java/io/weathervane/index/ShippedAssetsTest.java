package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.index.AssetFile.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped pipelines and templates promise to those who look for the cause of a failure. */
class ShippedAssetsTest {

    private static final Path TEMPLATES = Path.of("es-index-templates");

    static Stream<AssetFile> pipelines() {
        return AssetFile.in(Path.of("es-ingest-pipelines"), Kind.PIPELINE).stream();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void pipeline_says_what_it_is_for_and_keeps_a_document_that_fails(AssetFile pipeline) {
        assertThat(pipeline.content().path("description").asText()).isNotBlank();
        assertThat(pipeline.content().path("on_failure")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void every_processor_has_a_tag_of_its_own(AssetFile pipeline) {
        List<String> tags = new ArrayList<>();
        collectTags(pipeline.content().path("processors"), tags);
        collectTags(pipeline.content().path("on_failure"), tags);

        assertThat(tags)
                .isNotEmpty()
                .allMatch(tag -> tag.matches("[a-z][a-z0-9_]*"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void nothing_relies_on_what_the_embedded_server_lacks(AssetFile pipeline) {
        assertThat(pipeline.content().toString()).as("Mustache").doesNotContain("{{");
        assertThat(pipeline.content().toString()).doesNotContain("\"ignore_failure\"");
    }

    @Test
    void called_pipelines_are_shipped() {
        Set<String> ids = Set.copyOf(pipelines().map(AssetFile::id).toList());

        assertThat(pipelines().flatMap(pipeline -> pipeline.content().findValues("pipeline").stream()))
                .allSatisfy(call -> assertThat(ids).contains(call.path("name").asText()));
    }

    @Test
    void indices_take_only_the_fields_that_are_mapped() {
        AssetFile common = AssetFile.in(TEMPLATES.resolve("components"), Kind.COMPONENT_TEMPLATE)
                .get(0);

        assertThat(common.content().at("/template/mappings/dynamic").asBoolean(true))
                .isFalse();
        assertThat(AssetFile.in(TEMPLATES, Kind.INDEX_TEMPLATE))
                .extracting(AssetFile::id)
                .containsExactly("news", "tweets", "weathervane-alerts");
        assertThat(AssetFile.in(TEMPLATES, Kind.INDEX_TEMPLATE)).allSatisfy(template -> {
            if (template.id().equals("weathervane-alerts")) {
                // no messages, only what is kept about alerts
                assertThat(template.content().at("/template/mappings/dynamic").asBoolean(true))
                        .isFalse();
                return;
            }
            assertThat(template.content().path("composed_of").path(0).asText()).isEqualTo(common.id());
            assertThat(template.content().at("/template/mappings").has("dynamic"))
                    .isFalse();
        });
    }

    private static void collectTags(JsonNode processors, List<String> tags) {
        for (JsonNode processor : processors) {
            JsonNode options = processor.elements().next();
            tags.add(options.path("tag").asText());
            collectTags(options.path("on_failure"), tags);
        }
    }
}
