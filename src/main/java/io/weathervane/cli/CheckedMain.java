package io.weathervane.cli;

import io.weathervane.reload.Problem;
import io.weathervane.reload.RouteCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;

/** Camel Main that checks all files of routes before it takes any: a start says every mistake at once, and where it is. */
final class CheckedMain extends Main {

    private Exception unreadable;

    /** Camel reads the files once before it knows the components; what it cannot read then, the check explains later. */
    @Override
    protected void modelineRoutes(CamelContext camel) {
        try {
            super.modelineRoutes(camel);
        } catch (Exception e) {
            unreadable = e;
        }
    }

    /** @throws RoutesRefusedException if there is a mistake */
    @Override
    protected void configureRoutes(CamelContext camel) throws Exception {
        List<Path> files = files(camel);
        RouteCheck check = new RouteCheck(camel);
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            problems.addAll(check.check(
                    file, files.stream().filter(other -> !other.equals(file)).toList()));
        }
        if (!problems.isEmpty()) {
            throw new RoutesRefusedException(problems);
        }
        if (unreadable != null) {
            throw unreadable;
        }
        super.configureRoutes(camel);
    }

    private List<Path> files(CamelContext camel) throws Exception {
        Collection<Resource> resources = getRoutesCollector()
                .findRouteResourcesFromDirectory(
                        camel,
                        configure().getRoutesExcludePattern(),
                        configure().getRoutesIncludePattern());
        return resources.stream()
                .map(Resource::getLocation)
                .filter(location -> location.startsWith("file:"))
                .map(location -> Path.of(location.substring("file:".length())))
                .sorted()
                .toList();
    }
}
