package io.weathervane.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what uses a field uses one that the indices of its data view have, of a type that will do. */
record FieldUse(KibanaObjects file) {

    static final Set<String> NUMBERS = Set.of("long", "float", "double");
    static final Set<String> TERMS = Set.of("keyword", "boolean", "long");
    static final Set<String> DATES = Set.of("date");
    static final Set<String> FILTERABLE = Set.of("keyword", "boolean", "long", "float", "double", "date");

    /** The only form of KQL that this test understands: {@code field: value}. */
    private static final Pattern KQL = Pattern.compile("\"?([\\w@.-]+?)\"?: (\\*|[\\w-]+)");

    void assertFits(String dataView, String field, Set<String> types) {
        assertThat(file.typeOf(field, dataView))
                .as("type of %s in %s", field, dataView)
                .isPresent()
                .get()
                .isIn(types);
    }

    void assertFilter(JsonNode filter, String dataView) {
        String field = filter.at("/meta/key").asText();
        assertFits(dataView, field, FILTERABLE);
        assertThat(filter.path("query").findValues("match_phrase").stream()
                        .flatMap(match -> names(match).stream())
                        .toList())
                .allMatch(field::equals);
        assertThat(filter.path("query").findValuesAsText("field")).allMatch(field::equals);
        assertThat(filter.path("query").toString()).contains('"' + field + '"');
    }

    void assertQuery(String dataView, String query) {
        Matcher kql = KQL.matcher(query);
        assertThat(kql.matches()).as("teach this test to read: %s", query).isTrue();
        assertFits(dataView, kql.group(1), FILTERABLE);
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
