package io.weathervane.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Checks a file against the schema of Camel's YAML that comes with Camel. Only what it says for certain counts: how values are
 * written is left to Camel, which takes {@code "true"} and placeholders for more than the schema does.
 */
final class DslSchema {

    private static final Set<String> CONTAINERS = Set.of("object", "array");

    private DslSchema() {}

    static List<Problem> problems(YamlFile yaml) {
        Set<ValidationMessage> messages = Holder.SCHEMA.validate(YamlJson.of(yaml.root()));
        Set<Problem> problems =
                new TreeSet<>(java.util.Comparator.comparing(Problem::line).thenComparing(Problem::reason));
        List<ValidationMessage> certain = messages.stream()
                .filter(message -> isCertain(message, messages))
                .toList();
        for (ValidationMessage message : certain) {
            if (!"type".equals(message.getType()) || isTheOnlyOne(message, certain)) {
                problems.add(problem(yaml, message));
            }
        }
        return new ArrayList<>(problems);
    }

    /** What may stand at the top of a file. */
    static Set<String> topLevel() {
        return names(Holder.JSON.at("/items/properties"));
    }

    private static boolean isCertain(ValidationMessage message, Set<ValidationMessage> all) {
        return switch (message.getType()) {
            case "additionalProperties", "enum", "maxProperties" -> true;
            // of many ways to write an expression each misses something
            case "required" -> !message.getEvaluationPath().toString().contains("/anyOf/");
            case "type" ->
                found(message) || expected(message) && all.stream().noneMatch(other -> takesValue(other, message));
            default -> false;
        };
    }

    private static boolean found(ValidationMessage type) {
        return CONTAINERS.contains(String.valueOf(type.getArguments()[0]));
    }

    private static boolean expected(ValidationMessage type) {
        return CONTAINERS.contains(String.valueOf(type.getArguments()[1]));
    }

    /** Whether a value may stand in that place, if only one that is written in another way. */
    private static boolean takesValue(ValidationMessage other, ValidationMessage message) {
        return "type".equals(other.getType())
                && !expected(other)
                && other.getInstanceLocation().equals(message.getInstanceLocation());
    }

    /** Where a text or an object may stand, both are missed; then another message says what was wrong with it. */
    private static boolean isTheOnlyOne(ValidationMessage message, List<ValidationMessage> all) {
        JsonNodePath place = message.getInstanceLocation();
        return all.stream()
                .noneMatch(
                        other -> other != message && other.getInstanceLocation().startsWith(place));
    }

    private static Problem problem(YamlFile yaml, ValidationMessage message) {
        Node node = at(yaml.root(), message.getInstanceLocation());
        String key = String.valueOf(message.getInstanceLocation().getName(-1));
        return switch (message.getType()) {
            case "additionalProperties" -> {
                int line = YamlNodes.entry(node, message.getProperty())
                        .map(NodeTuple::getKeyNode)
                        .map(YamlFile::line)
                        .orElseGet(() -> YamlFile.line(node));
                yield yaml.problem(line, "\"" + message.getProperty() + "\" is not known here" + meant(message));
            }
            case "required" -> yaml.problem(YamlFile.line(node), "\"" + message.getProperty() + "\" is missing here");
            case "enum" ->
                yaml.problem(
                        YamlFile.line(node),
                        "\"" + YamlNodes.text(node) + "\" is no value for " + key + "; it is one of "
                                + message.getArguments()[0]);
            case "maxProperties" ->
                yaml.problem(
                        YamlFile.line(node),
                        "there is more than one step here: each begins with \"- \", all in one column");
            default ->
                yaml.problem(
                        YamlFile.line(node),
                        "\"" + key + "\" must be " + named(message.getArguments()[1]) + ", not "
                                + named(message.getArguments()[0]));
        };
    }

    private static String named(Object type) {
        return switch (String.valueOf(type)) {
            case "object" -> "a mapping of keys to values";
            case "array" -> "a list, each item of which begins with \"- \"";
            case "null" -> "nothing";
            default -> "a value";
        };
    }

    private static String meant(ValidationMessage message) {
        String place = message.getSchemaLocation().getFragment().getParent().toString();
        JsonNode schema = Holder.JSON.at(place);
        return Suggestion.of(
                names(schema.path("properties")), message.getProperty(), "see Camel's documentation of its YAML DSL");
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new HashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Node at(Node root, JsonNodePath path) {
        Node node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            Node parent = node;
            node = element instanceof Integer index
                    ? YamlNodes.children(parent).get(index)
                    : YamlNodes.value(parent, String.valueOf(element)).orElse(parent);
        }
        return node;
    }

    /** Read when the first file is checked: it takes about a second. */
    private static final class Holder {
        static final JsonNode JSON = read();
        static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(
                        JSON,
                        SchemaValidatorsConfig.builder()
                                .preloadJsonSchema(false)
                                .build());

        private static JsonNode read() {
            try (InputStream schema = YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
                return new ObjectMapper().readTree(schema);
            } catch (IOException e) {
                throw new UncheckedIOException("the schema of Camel's YAML cannot be read", e);
            }
        }
    }
}
