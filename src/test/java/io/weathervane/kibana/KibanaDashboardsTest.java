package io.weathervane.kibana;

import static io.weathervane.kibana.FieldUse.DATES;
import static io.weathervane.kibana.FieldUse.FILTERABLE;
import static io.weathervane.kibana.FieldUse.TERMS;
import static io.weathervane.kibana.KibanaObjects.embedded;
import static io.weathervane.kibana.KibanaObjects.list;
import static io.weathervane.kibana.KibanaObjects.referenceIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.kibana.KibanaObjects.Panel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known of the dashboards without a Kibana: that they hold together, and fit the indices. */
class KibanaDashboardsTest {

    private static final KibanaObjects FILE = new KibanaObjects(Path.of("kibana/dashboards.ndjson"));

    private static final FieldUse FIELDS = new FieldUse(FILE);
    private static final Pattern DOC_FIELD = Pattern.compile("doc\\['([^']+)']");

    static Stream<JsonNode> dashboards() {
        return FILE.dashboards().stream();
    }

    @Test
    void every_object_has_an_id_of_its_own_and_says_which_version_wrote_it() {
        assertThat(FILE.all()).extracting(object -> object.path("id").asText()).doesNotHaveDuplicates();
        assertThat(FILE.all()).allSatisfy(object -> {
            assertThat(object.path("id").asText()).matches("weathervane-[a-z-]+");
            assertThat(object.path("coreMigrationVersion").asText()).isEqualTo("8.8.0");
            assertThat(object.path("typeMigrationVersion").asText())
                    .isEqualTo(object.path("type").asText().equals("dashboard") ? "10.2.0" : "8.0.0");
        });
        assertThat(FILE.all())
                .hasSize(FILE.dataViews().size() + FILE.dashboards().size());
        assertThat(FILE.panels()).extracting(Panel::id).doesNotHaveDuplicates();
    }

    @Test
    void there_are_two_dashboards_and_a_data_view_for_each_index_family() {
        assertThat(FILE.dashboards())
                .extracting(dashboard -> dashboard.at("/attributes/title").asText())
                .containsExactly("What people feel", "How the pipeline is");
        List<String> families =
                IndexFields.ofAllFamilies().stream().map(IndexFields::pattern).toList();
        assertThat(FILE.dataViews())
                .extracting(view -> view.at("/attributes/title").asText())
                .containsAll(families)
                .allSatisfy(title -> assertThat(families).contains(title.split(",")));
    }

    @Test
    void data_views_have_a_time_field_and_compute_from_fields_that_exist() {
        assertThat(FILE.dataViews()).allSatisfy(view -> {
            String id = view.path("id").asText();
            FIELDS.assertFits(id, view.at("/attributes/timeFieldName").asText(), DATES);
            embedded(view, "runtimeFieldMap").forEach(field -> DOC_FIELD
                    .matcher(field.at("/script/source").asText())
                    .results()
                    .forEach(match -> FIELDS.assertFits(id, match.group(1), FILTERABLE)));
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void no_reference_dangles_and_none_is_left_over(JsonNode dashboard) {
        List<String> expected = new ArrayList<>();
        FILE.panels().stream()
                .filter(panel -> panel.dashboard() == dashboard)
                .forEach(panel -> panel.attributes().path("references").forEach(reference -> {
                    String name = panel.id() + ":" + reference.path("name").asText();
                    assertThat(referenceIn(dashboard.path("references"), name))
                            .isEqualTo(reference.path("id").asText());
                    expected.add(name);
                }));
        controls(dashboard).fieldNames().forEachRemaining(id -> expected.add(controlReference(id)));
        searchFilters(dashboard)
                .forEach(filter -> expected.add(filter.at("/meta/indexRefName").asText()));

        assertThat(list(dashboard.path("references")))
                .extracting(reference -> reference.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(list(dashboard.path("references"))).allSatisfy(reference -> {
            assertThat(reference.path("type").asText()).isEqualTo("index-pattern");
            FILE.dataView(reference.path("id").asText());
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void controls_and_filters_of_a_dashboard_use_fields_that_exist(JsonNode dashboard) {
        assertThat(controls(dashboard)).isNotEmpty();
        controls(dashboard).properties().forEach(control -> {
            JsonNode input = control.getValue().path("explicitInput");
            assertThat(input.path("id").asText()).isEqualTo(control.getKey());
            String view = referenceIn(dashboard.path("references"), controlReference(control.getKey()));
            FIELDS.assertFits(view, input.path("fieldName").asText(), TERMS);
        });
        searchFilters(dashboard)
                .forEach(filter -> FIELDS.assertFilter(
                        filter,
                        referenceIn(
                                dashboard.path("references"),
                                filter.at("/meta/indexRefName").asText())));
        assertThat(embedded(dashboard, "optionsJSON").isObject()).isTrue();
        assertThat(embedded(dashboard.at("/attributes/controlGroupInput"), "ignoreParentSettingsJSON")
                        .isObject())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_keep_to_the_grid_and_do_not_overlap(JsonNode dashboard) {
        Set<List<Integer>> taken = new HashSet<>();
        embedded(dashboard, "panelsJSON").forEach(panel -> {
            JsonNode grid = panel.path("gridData");
            assertThat(grid.path("i").asText())
                    .isEqualTo(panel.path("panelIndex").asText());
            for (int x = grid.path("x").asInt();
                    x < grid.path("x").asInt() + grid.path("w").asInt();
                    x++) {
                assertThat(x).isBetween(0, 47);
                for (int y = grid.path("y").asInt();
                        y < grid.path("y").asInt() + grid.path("h").asInt();
                        y++) {
                    assertThat(taken.add(List.of(x, y)))
                            .as("free: %s, %s", x, y)
                            .isTrue();
                }
            }
        });
    }

    private static JsonNode controls(JsonNode dashboard) {
        return embedded(dashboard.at("/attributes/controlGroupInput"), "panelsJSON");
    }

    private static String controlReference(String control) {
        return "controlGroup_" + control + ":optionsListDataView";
    }

    private static List<JsonNode> searchFilters(JsonNode dashboard) {
        return list(embedded(dashboard.at("/attributes/kibanaSavedObjectMeta"), "searchSourceJSON")
                .path("filter"));
    }
}
