package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
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

    /**
     * @throws RoutesRefusedException if there is a mistake
     * @throws ConfigurationException if there is no file at all: what then runs would look well and do nothing
     */
    @Override
    protected void configureRoutes(CamelContext camel) throws Exception {
        List<Path> files = files(camel);
        String pattern = configure().getRoutesIncludePattern();
        if (files.isEmpty() && pattern != null && pattern.startsWith("file:")) {
            throw new ConfigurationException("There is no file of routes (" + pattern.substring("file:".length())
                    + "; a link to a folder is not followed): name the folder that has them with "
                    + Setting.ROUTES_DIR.variable());
        }
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
