package io.weathervane.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML as JSON, for a validator that knows JSON alone. */
final class YamlJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlJson() {}

    static JsonNode of(Node node) {
        if (node instanceof MappingNode) {
            ObjectNode object = JSON.objectNode();
            YamlNodes.entries(node)
                    .forEach(entry ->
                            object.set(String.valueOf(YamlNodes.text(entry.getKeyNode())), of(entry.getValueNode())));
            return object;
        }
        if (node instanceof SequenceNode) {
            ArrayNode array = JSON.arrayNode();
            YamlNodes.children(node).forEach(child -> array.add(of(child)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return JSON.nullNode();
        }
        if (Tag.BOOL.equals(tag)) {
            return JSON.booleanNode(Boolean.parseBoolean(scalar.getValue()));
        }
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            try {
                return JSON.numberNode(new BigDecimal(scalar.getValue()));
            } catch (NumberFormatException e) {
                return JSON.textNode(scalar.getValue());
            }
        }
        return JSON.textNode(scalar.getValue());
    }
}
