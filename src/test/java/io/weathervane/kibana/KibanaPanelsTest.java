package io.weathervane.kibana;

import static io.weathervane.kibana.FieldUse.DATES;
import static io.weathervane.kibana.FieldUse.NUMBERS;
import static io.weathervane.kibana.FieldUse.TERMS;
import static io.weathervane.kibana.FieldUse.names;
import static io.weathervane.kibana.KibanaObjects.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.kibana.KibanaObjects.Panel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known of the panels without a Kibana: that each holds together, and fits the indices. */
class KibanaPanelsTest {

    private static final KibanaObjects FILE = new KibanaObjects(Path.of("kibana/dashboards.ndjson"));
    private static final FieldUse FIELDS = new FieldUse(FILE);

    private static final Map<String, Set<String>> FITTING = Map.of(
            "terms", TERMS,
            "unique_count", TERMS,
            "date_histogram", DATES,
            "last_value", DATES,
            "average", NUMBERS,
            "median", NUMBERS,
            "percentile", NUMBERS,
            "sum", NUMBERS);
    private static final List<String> NESTING = List.of("terms", "date_histogram");
    private static final Set<String> WITHOUT_FIELD = Set.of("count", "math", "formula");

    static Stream<Panel> lensPanels() {
        return FILE.panels().stream().filter(Panel::isLens);
    }

    @ParameterizedTest
    @MethodSource("lensPanels")
    void every_panel_has_filters_of_its_own_on_fields_that_exist(Panel panel) {
        assertThat(panel.filters()).isNotEmpty().allSatisfy(filter -> {
            assertThat(filter.at("/meta/disabled").asBoolean(true)).isFalse();
            FIELDS.assertFilter(
                    filter, panel.referenced(filter.at("/meta/index").asText()));
        });
    }

    @ParameterizedTest
    @MethodSource("lensPanels")
    void columns_use_fields_of_a_fitting_type(Panel panel) {
        assertThat(panel.layers()).isNotEmpty();
        panel.layers().properties().forEach(layer -> {
            String view = panel.referenced("indexpattern-datasource-layer-" + layer.getKey());
            JsonNode columns = layer.getValue().path("columns");
            columns.forEach(column -> {
                String operation = column.path("operationType").asText();
                if (FITTING.containsKey(operation)) {
                    FIELDS.assertFits(view, column.path("sourceField").asText(), FITTING.get(operation));
                } else {
                    assertThat(WITHOUT_FIELD).contains(operation);
                }
                if (column.path("params").has("sortField")) {
                    FIELDS.assertFits(view, column.at("/params/sortField").asText(), DATES);
                }
                if (column.has("filter")) {
                    FIELDS.assertQuery(view, column.at("/filter/query").asText());
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
    void values_are_ranked_over_the_whole_time_and_not_anew_in_each_interval(Panel panel) {
        panel.layers().forEach(layer -> {
            // Lens nests what it groups by in this order, and counts last
            List<Integer> ranks = list(layer.path("columnOrder")).stream()
                    .map(column -> layer.path("columns").path(column.asText()))
                    .map(column -> NESTING.indexOf(column.path("operationType").asText()))
                    .map(rank -> rank < 0 ? NESTING.size() : rank)
                    .toList();
            assertThat(ranks).isSorted();
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
}
