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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Which route ids are in which file: two routes of one id replace each other, without a word. */
final class RouteIds {

    private RouteIds() {}

    /** Ids, and endpoints that can be there once, that are in the file twice, in another file, or in the application. */
    static List<Problem> duplicates(YamlFile yaml, Collection<YamlFile> others, CamelContext application) {
        List<Problem> problems = new ArrayList<>(
                taken("route id", yaml, others, RouteIds::of, inJava(application, RouteDefinition::getRouteId)));
        problems.addAll(taken(
                "endpoint",
                yaml,
                others,
                RouteIds::doors,
                inJava(application, route -> door(route.getInput().getEndpointUri()))));
        return problems;
    }

    private static List<Problem> taken(
            String kind,
            YamlFile yaml,
            Collection<YamlFile> others,
            Function<YamlFile, List<Id>> ids,
            Set<String> inJava) {
        Map<String, Path> taken = new HashMap<>();
        others.forEach(other -> ids.apply(other).forEach(id -> taken.putIfAbsent(id.text, other.file())));
        Map<String, Integer> lines = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Id id : ids.apply(yaml)) {
            Integer first = lines.putIfAbsent(id.text, id.line);
            String where = first != null
                    ? "line " + first
                    : taken.containsKey(id.text)
                            ? String.valueOf(taken.get(id.text).getFileName())
                            : inJava.contains(id.text) ? "Weathervane itself" : null;
            if (where != null) {
                problems.add(yaml.problem(
                        id.line, "the " + kind + " \"" + id.text + "\" is taken by " + where + "; choose another one"));
            }
        }
        return problems;
    }

    /** The {@code direct:} endpoints that routes begin with, for a second one does not start. */
    private static List<Id> doors(YamlFile yaml) {
        List<Id> doors = new ArrayList<>();
        if (yaml.root() != null) {
            for (Node item : YamlNodes.children(yaml.root())) {
                Node route = YamlNodes.value(item, "route").orElse(item);
                // it may never run beside the other
                boolean always = Stream.of("autoStartup", "precondition")
                        .allMatch(key -> YamlNodes.value(route, key).isEmpty());
                YamlNodes.value(route, "from")
                        .filter(from -> always)
                        .flatMap(from -> YamlNodes.value(from, "uri"))
                        .filter(uri -> door(YamlNodes.text(uri)) != null)
                        .ifPresent(uri -> doors.add(new Id(door(YamlNodes.text(uri)), YamlFile.line(uri))));
            }
        }
        return doors;
    }

    /** Its name without options; null for other endpoints. */
    private static String door(String uri) {
        return uri != null && uri.matches("direct:/*[^/?].*")
                ? uri.replaceFirst("^direct:/*", "direct:").replaceFirst("\\?.*", "")
                : null;
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
    private static Set<String> inJava(CamelContext application, Function<RouteDefinition, String> id) {
        return ScratchContext.model(application).getRouteDefinitions().stream()
                .filter(definition -> definition.getResource() == null
                        || !definition.getResource().getLocation().endsWith(".yaml"))
                .map(id)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
