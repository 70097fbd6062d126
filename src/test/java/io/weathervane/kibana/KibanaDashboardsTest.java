package io.weathervane.kibana;

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
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known of the dashboards without a Kibana: that they hold together, and fit the indices. */
class KibanaDashboardsTest {

    private static final KibanaObjects FILE = new KibanaObjects(Path.of("kibana/dashboards.ndjson"));

    private static final Set<String> NUMBERS = Set.of("long", "float", "double");
    private static final Set<String> TERMS = Set.of("keyword", "boolean", "long");
    private static final Set<String> DATES = Set.of("date");
    private static final Set<String> FILTERABLE = Set.of("keyword", "boolean", "long", "float", "double", "date");
    private static final Map<String, Set<String>> FITTING = Map.of(
            "terms", TERMS,
            "unique_count", TERMS,
            "date_histogram", DATES,
            "last_value", DATES,
            "average", NUMBERS,
            "median", NUMBERS,
            "percentile", NUMBERS,
            "sum", NUMBERS);
    private static final Set<String> WITHOUT_FIELD = Set.of("count", "math", "formula");

    /** The only form of KQL that this test understands: {@code field: value}. */
    private static final Pattern KQL = Pattern.compile("\"?([\\w@.-]+?)\"?: (\\*|[\\w-]+)");

    private static final Pattern DOC_FIELD = Pattern.compile("doc\\['([^']+)']");

    static Stream<Panel> lensPanels() {
        return FILE.panels().stream().filter(Panel::isLens);
    }

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
            assertFits(id, view.at("/attributes/timeFieldName").asText(), DATES);
            embedded(view, "runtimeFieldMap").forEach(field -> DOC_FIELD
                    .matcher(field.at("/script/source").asText())
                    .results()
                    .forEach(match -> assertFits(id, match.group(1), FILTERABLE)));
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
        controls(dashboard).fields().forEachRemaining(control -> {
            JsonNode input = control.getValue().path("explicitInput");
            assertThat(input.path("id").asText()).isEqualTo(control.getKey());
            String view = referenceIn(dashboard.path("references"), controlReference(control.getKey()));
            assertFits(view, input.path("fieldName").asText(), TERMS);
        });
        searchFilters(dashboard)
                .forEach(filter -> assertFilter(
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

    @ParameterizedTest
    @MethodSource("lensPanels")
    void every_panel_has_filters_of_its_own_on_fields_that_exist(Panel panel) {
        assertThat(panel.filters()).isNotEmpty().allSatisfy(filter -> {
            assertThat(filter.at("/meta/disabled").asBoolean(true)).isFalse();
            assertFilter(filter, panel.referenced(filter.at("/meta/index").asText()));
        });
    }

    @ParameterizedTest
    @MethodSource("lensPanels")
    void columns_use_fields_of_a_fitting_type(Panel panel) {
        assertThat(panel.layers()).isNotEmpty();
        panel.layers().fields().forEachRemaining(layer -> {
            String view = panel.referenced("indexpattern-datasource-layer-" + layer.getKey());
            JsonNode columns = layer.getValue().path("columns");
            columns.forEach(column -> {
                String operation = column.path("operationType").asText();
                if (FITTING.containsKey(operation)) {
                    assertFits(view, column.path("sourceField").asText(), FITTING.get(operation));
                } else {
                    assertThat(WITHOUT_FIELD).contains(operation);
                }
                if (column.path("params").has("sortField")) {
                    assertFits(view, column.at("/params/sortField").asText(), DATES);
                }
                if (column.has("filter")) {
                    assertQuery(view, column.at("/filter/query").asText());
                }
            });
        });
    }

    @ParameterizedTest
    @MethodSource("lensPanels")
    void columns_refer_to_columns_of_their_layer(Panel panel) {
        panel.layers().forEach(layer -> {
            JsonNode columns = layer.path("columns");
            Set<String> names = Set.copyOf(names(columns));
            assertThat(list(layer.path("columnOrder")))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrderElementsOf(names);
            columns.forEach(column -> {
                assertThat(list(column.path("references"))).allMatch(other -> names.contains(other.asText()));
                if (column.path("params").has("orderBy")) {
                    assertThat(names)
                            .contains(column.at("/params/orderBy/columnId").asText());
                }
            });
        });
    }

    @ParameterizedTest
    @MethodSource("lensPanels")
    void formulas_say_what_their_parts_compute(Panel panel) {
        panel.layers().forEach(layer -> layer.path("columns").forEach(column -> {
            if (column.path("operationType").asText().equals("formula")) {
                JsonNode math =
                        layer.path("columns").path(column.at("/references/0").asText());
                String formula = column.at("/params/formula").asText();
                assertThat(math.at("/params/tinymathAst/text").asText()).isEqualTo(formula);
                math.path("references").forEach(part -> {
                    JsonNode filter = layer.path("columns").path(part.asText()).path("filter");
                    assertThat(formula).contains(filter.path("query").asText(""));
                });
            }
        }));
    }

    @ParameterizedTest
    @MethodSource("lensPanels")
    void the_visualisation_shows_columns_that_exist_and_leaves_none_out(Panel panel) {
        JsonNode visualization = panel.attributes().at("/state/visualization");
        List<JsonNode> shown =
                visualization.has("layers") ? list(visualization.path("layers")) : List.of(visualization);
        assertThat(panel.attributes().path("visualizationType").asText())
                .isIn("lnsXY", "lnsPie", "lnsDatatable", "lnsMetric");
        assertThat(shown)
                .extracting(layer -> layer.path("layerId").asText())
                .containsExactlyInAnyOrderElementsOf(names(panel.layers()));
        assertThat(shown).allSatisfy(layer -> {
            JsonNode columns =
                    panel.layers().path(layer.path("layerId").asText()).path("columns");
            List<String> visible = new ArrayList<>(names(columns));
            // what a formula is made of is not shown
            columns.forEach(column -> column.path("references").forEach(part -> visible.remove(part.asText())));
            assertThat(accessors(layer)).containsExactlyInAnyOrderElementsOf(visible);
            assertThat(list(layer.path("yConfig")))
                    .allMatch(config ->
                            visible.contains(config.path("forAccessor").asText()));
        });
    }

    private static List<String> accessors(JsonNode layer) {
        List<String> accessors = new ArrayList<>();
        for (String single : List.of("xAccessor", "splitAccessor", "metricAccessor")) {
            if (layer.has(single)) {
                accessors.add(layer.path(single).asText());
            }
        }
        for (String several : List.of("accessors", "primaryGroups", "metrics")) {
            layer.path(several).forEach(accessor -> accessors.add(accessor.asText()));
        }
        layer.path("columns")
                .forEach(column -> accessors.add(column.path("columnId").asText()));
        return accessors;
    }

    private static void assertFilter(JsonNode filter, String dataView) {
        String field = filter.at("/meta/key").asText();
        assertFits(dataView, field, FILTERABLE);
        assertThat(filter.path("query").findValues("match_phrase").stream()
                        .flatMap(match -> names(match).stream())
                        .toList())
                .allMatch(field::equals);
        assertThat(filter.path("query").findValuesAsText("field")).allMatch(field::equals);
        assertThat(filter.path("query").toString()).contains('"' + field + '"');
    }

    private static void assertQuery(String dataView, String query) {
        Matcher kql = KQL.matcher(query);
        assertThat(kql.matches()).as("teach this test to read: %s", query).isTrue();
        assertFits(dataView, kql.group(1), FILTERABLE);
    }

    private static void assertFits(String dataView, String field, Set<String> types) {
        assertThat(FILE.typeOf(field, dataView))
                .as("type of %s in %s", field, dataView)
                .isPresent()
                .get()
                .isIn(types);
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

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
