package io.weathervane.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Which route ids are in which file: two routes of one id replace each other, without a word. */
final class RouteIds {

    private RouteIds() {}

    /** Ids that are in the file twice, in another file, or in the application itself. */
    static List<Problem> duplicates(YamlFile yaml, Collection<YamlFile> others, CamelContext application) {
        Map<String, Path> taken = new HashMap<>();
        others.forEach(other -> of(other).forEach(id -> taken.putIfAbsent(id.text, other.file())));
        Set<String> inJava = inJava(application);
        Map<String, Integer> lines = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Id id : of(yaml)) {
            Integer first = lines.putIfAbsent(id.text, id.line);
            String where = first != null
                    ? "line " + first
                    : taken.containsKey(id.text)
                            ? String.valueOf(taken.get(id.text).getFileName())
                            : inJava.contains(id.text) ? "Weathervane itself" : null;
            if (where != null) {
                problems.add(yaml.problem(
                        id.line, "the route id \"" + id.text + "\" is taken by " + where + "; choose another one"));
            }
        }
        return problems;
    }

    /** Ids of steps that are in the file twice, for which Camel would not start its routes. */
    static List<Problem> duplicateSteps(YamlFile yaml, List<RouteDefinition> routes) {
        Set<String> ids = routes.stream()
                .map(route -> RouteDefinitionHelper.validateUniqueIds(route, routes))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        // said already
        of(yaml).forEach(route -> ids.remove(route.text));
        List<Problem> problems = new ArrayList<>();
        for (String id : ids) {
            List<Integer> lines = new ArrayList<>();
            YamlNodes.visit(yaml.root(), node -> YamlNodes.value(node, "id")
                    .filter(value -> id.equals(YamlNodes.text(value)))
                    .ifPresent(value -> lines.add(YamlFile.line(value))));
            problems.add(yaml.problem(
                    lines.isEmpty() ? 0 : lines.get(lines.size() - 1),
                    "the id \"" + id + "\" is there twice in this file; choose another one"));
        }
        return problems;
    }

    private record Id(String text, int line) {}

    private static List<Id> of(YamlFile yaml) {
        List<Id> ids = new ArrayList<>();
        if (yaml.root() != null) {
            for (Node item : YamlNodes.children(yaml.root())) {
                id(item, "route", "id")
                        .or(() -> id(item, "templatedRoute", "routeId"))
                        .or(() -> id(item, "from", "id"))
                        .ifPresent(ids::add);
            }
        }
        return ids;
    }

    private static Optional<Id> id(Node item, String kind, String key) {
        return YamlNodes.value(item, kind)
                .flatMap(node -> YamlNodes.value(node, key))
                .filter(node -> YamlNodes.text(node) != null)
                .map(node -> new Id(YamlNodes.text(node), YamlFile.line(node)));
    }

    /** Those of routes that come from no file. */
    private static Set<String> inJava(CamelContext application) {
        return ScratchContext.model(application).getRouteDefinitions().stream()
                .filter(definition -> definition.getResource() == null
                        || !definition.getResource().getLocation().endsWith(".yaml"))
                .map(definition -> definition.getRouteId())
                .collect(Collectors.toSet());
    }
}
