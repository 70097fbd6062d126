package io.weathervane.reload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The lines of one step of a route: Camel knows where a step begins, and not where in it an option stands. */
final class StepLines {

    /** What is below this key are other steps. */
    private static final String STEPS = "steps";
    /** Shorter values stand in a message by chance. */
    private static final int TELLING = 2;

    private final YamlFile yaml;
    private final int start;
    private final Optional<Node> step;

    /** @param start the line where Camel says that the step begins */
    StepLines(YamlFile yaml, int start) {
        this.yaml = yaml;
        this.start = Math.max(start, 0);
        this.step = find(yaml.root()).map(StepLines::inside);
    }

    private Optional<Node> find(Node node) {
        if (node instanceof MappingNode && YamlFile.line(node) == start) {
            return Optional.of(node);
        }
        return YamlNodes.children(node).stream()
                .flatMap(child -> find(child).stream())
                .reduce((outer, inner) -> inner);
    }

    /** Of {@code - to: {uri: …}} Camel names the line of the first word. */
    private static Node inside(Node node) {
        List<NodeTuple> entries = YamlNodes.entries(node);
        return entries.size() == 1 && entries.get(0).getValueNode() instanceof MappingNode inner ? inner : node;
    }

    /** Where an option of the step's endpoint stands. */
    Optional<NodeTuple> option(String name) {
        return step.flatMap(node -> YamlNodes.value(node, "parameters"))
                .flatMap(parameters -> YamlNodes.entry(parameters, name))
                .or(() -> step.flatMap(node -> YamlNodes.entry(node, name)));
    }

    /** The line of an option, or of the step if it is written into the address. */
    int line(String option) {
        return option(option).map(NodeTuple::getKeyNode).map(YamlFile::line).orElseGet(this::address);
    }

    /** The line of the endpoint's address. */
    int address() {
        return step.flatMap(node -> YamlNodes.value(node, "uri"))
                .map(YamlFile::line)
                .orElse(start);
    }

    /** The line of that value or key of the step which a message speaks of; the first line if it speaks of none. */
    int spokenOfIn(String message) {
        return step.flatMap(node -> YamlNodes.value(node, "parameters"))
                .flatMap(parameters -> YamlNodes.entries(parameters).stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(key -> isIn(message, YamlNodes.text(key)))
                        .findFirst())
                .map(YamlFile::line)
                .or(() -> step.flatMap(node -> spokenOf(node, message)))
                .or(() -> step.isPresent() ? Optional.empty() : spokenOfBelow(message))
                .orElse(start);
    }

    /** Of some clauses Camel names a line above the one where they begin. */
    private Optional<Integer> spokenOfBelow(String message) {
        List<Integer> lines = new ArrayList<>();
        YamlNodes.visit(yaml.root(), node -> {
            String value = YamlNodes.text(node);
            if (value != null && YamlFile.line(node) >= start && isIn(message, value)) {
                lines.add(YamlFile.line(node));
            }
        });
        return lines.stream().findFirst();
    }

    private static Optional<Integer> spokenOf(Node node, String message) {
        String value = YamlNodes.text(node);
        if (value != null) {
            return isIn(message, value) ? Optional.of(YamlFile.line(node)) : Optional.empty();
        }
        List<Node> inside = node instanceof MappingNode
                ? YamlNodes.entries(node).stream()
                        .filter(entry -> !STEPS.equals(YamlNodes.text(entry.getKeyNode())))
                        .map(NodeTuple::getValueNode)
                        .toList()
                : YamlNodes.children(node);
        return inside.stream()
                .flatMap(child -> spokenOf(child, message).stream())
                .findFirst();
    }

    /** The line of the longest value of a file which a message speaks of. */
    static int spokenOfAnywhere(YamlFile yaml, String message, int otherwise) {
        List<Node> values = new ArrayList<>();
        YamlNodes.visit(yaml.root(), node -> {
            YamlNodes.entries(node).forEach(entry -> values.add(entry.getValueNode()));
            if (node instanceof SequenceNode sequence) {
                values.addAll(sequence.getValue());
            }
        });
        return values.stream()
                .filter(value -> isIn(message, YamlNodes.text(value)))
                .max(Comparator.comparing(value -> YamlNodes.text(value).length()))
                .map(YamlFile::line)
                .orElse(otherwise);
    }

    private static boolean isIn(String message, String value) {
        if (value == null) {
            return false;
        }
        String bare = value.strip();
        if (bare.startsWith("#")) {
            bare = bare.substring(1);
        }
        return bare.length() >= TELLING && message.contains(bare);
    }

    /** Whether the file says this itself, rather than a placeholder for it. */
    boolean isWritten(String value) {
        return yaml.text().contains(value);
    }

    Problem problem(int line, String reason) {
        return yaml.problem(line, reason);
    }
}
