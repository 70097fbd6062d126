package io.weathervane.reload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What is valid YAML, and yet no file of routes: nothing in it, keys twice, tags that ask for objects. */
final class YamlProblems {

    private static final String CORE_TAG = "tag:yaml.org,2002:";
    private static final List<String> CORE_TAGS = List.of("str", "int", "float", "bool", "null", "map", "seq");
    /** Of what may stand at the top of a file, that which makes routes. */
    private static final List<String> MAKE_ROUTES =
            List.of("route", "from", "routeTemplate", "templatedRoute", "routeConfiguration", "rest");

    private YamlProblems() {}

    static List<Problem> of(YamlFile yaml) {
        if (yaml.root() == null) {
            return List.of(yaml.problem(1, "the file is empty; write a route, or delete the file"));
        }
        if (!(yaml.root() instanceof SequenceNode items)) {
            return List.of(yaml.problem(
                    YamlFile.line(yaml.root()), "a list of routes is expected: the first line is \"- route:\""));
        }
        List<Problem> problems = new ArrayList<>();
        YamlNodes.visit(yaml.root(), node -> {
            refuseTag(yaml, node, problems);
            refuseKeysThatAreThereTwice(yaml, node, problems);
        });
        boolean makesRoutes = items.getValue().stream()
                .flatMap(item -> YamlNodes.entries(item).stream())
                .anyMatch(entry -> MAKE_ROUTES.contains(YamlNodes.text(entry.getKeyNode())));
        // a mistyped "route" is for the schema, which knows what was meant
        if (!makesRoutes && items.getValue().stream().allMatch(YamlProblems::isNoRouteOnPurpose)) {
            problems.add(
                    yaml.problem(YamlFile.line(items), "there is no route in the file; write one, or delete the file"));
        }
        return problems;
    }

    private static boolean isNoRouteOnPurpose(Node item) {
        return YamlNodes.entries(item).stream()
                .map(entry -> YamlNodes.text(entry.getKeyNode()))
                .allMatch(key -> DslSchema.topLevel().contains(key));
    }

    private static void refuseTag(YamlFile yaml, Node node, List<Problem> problems) {
        String tag = node.getTag().getValue();
        if (!tag.startsWith(CORE_TAG) || !CORE_TAGS.contains(tag.substring(CORE_TAG.length()))) {
            problems.add(yaml.problem(
                    YamlFile.line(node),
                    "the tag " + tag.replace(CORE_TAG, "!!") + " has no meaning in routes; remove it"));
        }
    }

    private static void refuseKeysThatAreThereTwice(YamlFile yaml, Node node, List<Problem> problems) {
        if (!(node instanceof MappingNode)) {
            return;
        }
        Map<String, Integer> lines = new HashMap<>();
        YamlNodes.entries(node).forEach(entry -> {
            String key = YamlNodes.text(entry.getKeyNode());
            int line = YamlFile.line(entry.getKeyNode());
            Integer first = lines.putIfAbsent(key, line);
            if (first != null) {
                problems.add(yaml.problem(
                        line, "\"" + key + "\" is there twice, here and in line " + first + "; remove one"));
            }
        });
    }
}
