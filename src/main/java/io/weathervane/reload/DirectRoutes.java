package io.weathervane.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A route that others call by its {@code direct:} endpoint, and all that it calls in the same way: what must be there for one
 * message to go through it. Not thread-safe.
 */
public final class DirectRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DirectRoutes.class);
    private static final String DIRECT = "direct:";

    private final Map<Path, List<RouteDefinition>> files = new LinkedHashMap<>();
    private final Set<Path> unreadable = new LinkedHashSet<>();
    private final List<RouteDefinition> found = new ArrayList<>();
    private final Set<Path> foundIn = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    private DirectRoutes() {}

    /**
     * Finds them. What is neither the route nor called by it is not looked at, however wrong it is.
     *
     * @param camel reads the files; it gets the beans and the route configurations in them, and no route
     * @param uri such as {@code direct:classify-tweet}
     */
    public static DirectRoutes from(String uri, List<Path> files, CamelContext camel) {
        DirectRoutes routes = new DirectRoutes();
        RouteFiles reader = new RouteFiles(camel);
        for (Path file : files) {
            try {
                String text = Files.readString(file);
                if (text.contains("routeConfiguration")) {
                    reader.addConfigurations(file, text);
                }
                routes.files.put(file, reader.read(file, text));
            } catch (IOException e) {
                routes.unreadable.add(file);
            } catch (Exception e) {
                LOG.debug("{} is not readable; that is said if it is needed", file, e);
                routes.unreadable.add(file);
            }
        }
        routes.follow(path(uri));
        return routes;
    }

    /** The routes, the first one before those that it calls. */
    public List<RouteDefinition> routes() {
        return List.copyOf(found);
    }

    /** The files that they are in; and if a route is not found, those that it may be in but that cannot be read. */
    public List<Path> files() {
        List<Path> needed = new ArrayList<>(foundIn);
        if (!missing.isEmpty()) {
            needed.addAll(unreadable);
        }
        return needed;
    }

    /** Endpoints that no route begins with. */
    public Set<String> missing() {
        return Set.copyOf(missing);
    }

    private void follow(String uri) {
        boolean known = found.stream().anyMatch(route -> begins(route, uri));
        if (known) {
            return;
        }
        for (Map.Entry<Path, List<RouteDefinition>> file : files.entrySet()) {
            for (RouteDefinition route : file.getValue()) {
                if (begins(route, uri)) {
                    found.add(route);
                    foundIn.add(file.getKey());
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), EndpointRequiredDefinition.class)
                            .stream()
                            .map(step -> path(step.getEndpointUri()))
                            .filter(called -> called.startsWith(DIRECT))
                            .forEach(this::follow);
                    return;
                }
            }
        }
        missing.add(uri);
    }

    private static boolean begins(RouteDefinition route, String uri) {
        return uri.equals(path(route.getInput().getEndpointUri()));
    }

    /** Without options, which the two ends of a call need not share. */
    private static String path(String uri) {
        return uri == null ? "" : uri.replaceFirst("\\?.*", "").replaceFirst("^direct:/+", DIRECT);
    }
}
