package io.weathervane.reload;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.model.RouteDefinition;

/**
 * What a saved file would bring, or what is wrong with it.
 *
 * @param text that the routes were read from
 * @param problems empty if it can take effect
 */
record NewRoutes(String text, List<RouteDefinition> routes, List<Problem> problems) {

    static NewRoutes of(
            Path file, String text, Collection<Path> others, GuardedRouteReload.Checker checker, RouteFiles reader) {
        List<Problem> problems = checker.check(file, others);
        if (problems.isEmpty()) {
            problems = RouteFiles.hindrances(file, text);
        }
        if (!problems.isEmpty()) {
            return new NewRoutes(text, List.of(), problems);
        }
        try {
            return new NewRoutes(text, reader.read(file, text), List.of());
        } catch (Exception e) {
            return refused(text, new Problem(file, 0, Reasons.of(e)));
        }
    }

    private static NewRoutes refused(String text, Problem problem) {
        return new NewRoutes(text, List.of(), List.of(problem));
    }

    List<String> ids() {
        return routes.stream()
                .map(RouteDefinition::getRouteId)
                .filter(Objects::nonNull)
                .toList();
    }

    /** @param owner the other file whose route runs with an id and goes on, if there is one */
    List<Problem> taken(Path file, Function<String, Optional<Path>> owner) {
        return routes.stream()
                .flatMap(route -> Optional.ofNullable(route.getRouteId())
                        .flatMap(owner)
                        .filter(other -> !other.equals(file))
                        .map(other -> new Problem(
                                file,
                                Math.max(0, route.getLineNumber()),
                                "the id " + route.getRouteId() + " is that of a route that runs from " + other
                                        + ": give this one another id, or delete or mend that file"))
                        .stream())
                .toList();
    }
}
