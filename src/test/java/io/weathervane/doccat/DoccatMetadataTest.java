package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/** What Git keeps in src/generated is what the annotations say. */
class DoccatMetadataTest {

    private static final String REFRESH =
            "src/generated is out of date; refresh it with: mvn -Pcomponent-metadata process-classes (Maven 3.9.12 or newer)";

    private static final Set<String> INHERITED = Set.of("lazyStartProducer", "autowiredEnabled");

    private final JsonNode metadata = metadata();

    @Test
    void endpoint_options_are_those_of_the_annotations() {
        assertThat(generated("properties")).as(REFRESH).isEqualTo(annotatedEndpoint());
    }

    @Test
    void component_options_are_those_of_the_annotations() {
        assertThat(generated("componentProperties")).as(REFRESH).isEqualTo(annotatedComponent());
    }

    @Test
    void component_is_described_as_annotated() {
        UriEndpoint annotation = DoccatEndpoint.class.getAnnotation(UriEndpoint.class);
        JsonNode component = metadata.path("component");
        assertThat(component.path("scheme").asText()).as(REFRESH).isEqualTo(annotation.scheme());
        assertThat(component.path("title").asText()).as(REFRESH).isEqualTo(annotation.title());
        assertThat(component.path("syntax").asText()).as(REFRESH).isEqualTo(annotation.syntax());
        assertThat(component.path("firstVersion").asText()).as(REFRESH).isEqualTo(annotation.firstVersion());
        assertThat(component.path("producerOnly").asBoolean()).as(REFRESH).isEqualTo(annotation.producerOnly());
        assertThat(component.path("remote").asBoolean()).as(REFRESH).isEqualTo(annotation.remote());
        assertThat(component.path("label").asText()).as(REFRESH).isEqualTo(annotation.category()[0].getValue());
    }

    @Test
    void camel_finds_configurers_and_uri_factory_that_know_every_option() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertKnows(context, "doccat-component", "componentProperties");
            assertKnows(context, "doccat-endpoint", "properties");
            EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory("doccat");
            assertThat(factory.propertyNames())
                    .as(REFRESH)
                    .containsExactlyInAnyOrderElementsOf(generatedNames("properties"));
        }
    }

    private void assertKnows(DefaultCamelContext context, String configurer, String group) {
        PropertyConfigurerGetter getter = (PropertyConfigurerGetter)
                PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(configurer, context);
        for (String option : generatedNames(group)) {
            if (!metadata.path(group).path(option).path("kind").asText().equals("path")) {
                assertThat(getter.getOptionType(option, true))
                        .as(REFRESH + ": " + option)
                        .isNotNull();
            }
        }
    }

    private List<String> generatedNames(String group) {
        List<String> names = new ArrayList<>();
        metadata.path(group).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Option by option what both sides know; what Camel's own superclasses add is not ours. */
    private Map<String, String> generated(String group) {
        Map<String, String> options = new TreeMap<>();
        for (String name : generatedNames(group)) {
            JsonNode option = metadata.path(group).path(name);
            if (!INHERITED.contains(name)) {
                options.put(
                        name,
                        describe(
                                option.path("kind").asText(),
                                option.path("javaType").asText(),
                                option.path("defaultValue").asText(),
                                option.path("required").asBoolean(),
                                group.equals("properties")
                                        ? option.path("description").asText()
                                        : ""));
            }
        }
        return options;
    }

    private static Map<String, String> annotatedEndpoint() {
        Map<String, String> options = new TreeMap<>();
        for (Field field : DoccatEndpoint.class.getDeclaredFields()) {
            UriPath path = field.getAnnotation(UriPath.class);
            UriParam parameter = field.getAnnotation(UriParam.class);
            Metadata more = field.getAnnotation(Metadata.class);
            boolean required = more != null && more.required();
            String type = field.getType().getName();
            if (path != null) {
                options.put(field.getName(), describe("path", type, path.defaultValue(), required, path.description()));
            } else if (parameter != null) {
                options.put(
                        field.getName(),
                        describe("parameter", type, parameter.defaultValue(), required, parameter.description()));
            }
        }
        return options;
    }

    private static Map<String, String> annotatedComponent() {
        Map<String, String> options = new TreeMap<>();
        for (Field field : DoccatComponent.class.getDeclaredFields()) {
            Metadata option = field.getAnnotation(Metadata.class);
            if (option != null) {
                options.put(
                        field.getName(),
                        describe("property", field.getType().getName(), option.defaultValue(), option.required(), ""));
            }
        }
        return options;
    }

    private static String describe(
            String kind, String type, String defaultValue, boolean required, String description) {
        // the generator writes the 0 of a double as 0.0
        String value = type.equals("double") ? String.valueOf(Double.parseDouble(defaultValue)) : defaultValue;
        return String.join(" | ", kind, type, value, required ? "required" : "optional", description);
    }

    private static JsonNode metadata() {
        try (InputStream json =
                DoccatComponent.class.getResourceAsStream("/META-INF/io/weathervane/doccat/doccat.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
