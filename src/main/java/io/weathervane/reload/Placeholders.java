package io.weathervane.reload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The settings that a file names: each must be there. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");
    /** What is for people, and never resolved. */
    private static final Set<String> PROSE = Set.of("description", "note");

    /** Shorter values are words like true. */
    private static final int SHORTEST_SECRET = 6;

    private Placeholders() {}

    static List<Problem> missing(YamlFile yaml, CamelContext context) {
        Set<Problem> problems = new LinkedHashSet<>();
        look(yaml, yaml.root(), context, Set.of(), problems);
        return new ArrayList<>(problems);
    }

    /** The problem without the values of settings, which may be secrets: as the file has it. */
    static Problem withoutValues(Problem problem, YamlFile yaml, CamelContext context) {
        String reason = problem.reason();
        Matcher matcher = PLACEHOLDER.matcher(yaml.text());
        while (matcher.find()) {
            String value =
                    isThere(matcher.group(), context) ? context.resolvePropertyPlaceholders(matcher.group()) : "";
            if (value.length() >= SHORTEST_SECRET) {
                reason = reason.replace(value, matcher.group());
            }
        }
        return yaml.problem(problem.line(), reason);
    }

    /** @param parameters those of the template that the node is in */
    private static void look(
            YamlFile yaml, Node node, CamelContext context, Set<String> parameters, Set<Problem> problems) {
        if (node instanceof ScalarNode scalar) {
            Matcher matcher = PLACEHOLDER.matcher(scalar.getValue());
            while (matcher.find()) {
                String placeholder = matcher.group();
                if (!parameters.contains(placeholder) && !isThere(placeholder, context)) {
                    // a text of several lines starts with its mark
                    int line = YamlFile.line(scalar) + linesBefore(scalar, matcher.start());
                    problems.add(yaml.problem(
                            line,
                            "there is no setting for " + placeholder
                                    + "; set it in application.properties, or give a default: "
                                    + placeholder.replace("}}", ":value}}")));
                }
            }
            return;
        }
        for (NodeTuple entry : YamlNodes.entries(node)) {
            String key = YamlNodes.text(entry.getKeyNode());
            if (!PROSE.contains(key)) {
                Node value = entry.getValueNode();
                look(yaml, value, context, "routeTemplate".equals(key) ? parameters(value) : parameters, problems);
            }
        }
        if (YamlNodes.entries(node).isEmpty()) {
            YamlNodes.children(node).forEach(child -> look(yaml, child, context, parameters, problems));
        }
    }

    /** What a template calls its parameters and its beans, as placeholders. */
    private static Set<String> parameters(Node template) {
        return Stream.of("parameters", "beans")
                .flatMap(key -> YamlNodes.value(template, key).stream())
                .flatMap(list -> YamlNodes.children(list).stream())
                .flatMap(item -> YamlNodes.value(item, "name").stream())
                .map(name -> "{{" + YamlNodes.text(name) + "}}")
                .collect(Collectors.toSet());
    }

    private static int linesBefore(ScalarNode scalar, int position) {
        boolean block =
                switch (scalar.getScalarStyle()) {
                    case LITERAL, FOLDED -> true;
                    default -> false;
                };
        return block
                ? 1
                        + (int) scalar.getValue()
                                .substring(0, position)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                : 0;
    }

    private static boolean isThere(String placeholder, CamelContext context) {
        try {
            context.resolvePropertyPlaceholders(placeholder);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
