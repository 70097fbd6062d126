package io.weathervane.reload;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the routes of a file from its text, so that what is put back is what ran. Not thread-safe. */
final class RouteFiles {

    /** What belongs to the routes of its own file; all else is the whole application's. */
    private static final Set<String> OF_ROUTES = Set.of(
            "route",
            "from",
            "onException",
            "onCompletion",
            "errorHandler",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint");

    private final CamelContext camel;

    RouteFiles(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * What keeps a file that is right in itself from taking effect: there is no route in it, or something that takes effect
     * at a start only, for other routes may use a bean, say, and would keep the old one.
     */
    static List<Problem> hindrances(Path file, String text) {
        List<Node> items;
        try {
            items = items(text);
        } catch (YamlEngineException e) {
            // Camel will say so
            return List.of();
        }
        if (items.isEmpty()) {
            return List.of(new Problem(file, 0, "there is no route in it: delete it to remove its routes"));
        }
        List<Problem> problems = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key && !OF_ROUTES.contains(key.getValue())) {
                        int line = key.getStartMark()
                                .map(mark -> mark.getLine() + 1)
                                .orElse(0);
                        problems.add(new Problem(
                                file,
                                line,
                                key.getValue() + " takes effect at a start only, and with it the whole file: restart,"
                                        + " or give the routes a file of their own"));
                    }
                }
            }
        }
        return problems;
    }

    private static List<Node> items(String text) {
        return new Compose(LoadSettings.builder().build())
                .composeString(text)
                .map(root -> root instanceof SequenceNode sequence ? sequence.getValue() : List.of(root))
                .orElse(List.of());
    }

    /**
     * The routes in a file's text, each with the file as its source.
     *
     * @throws Exception whatever Camel finds wrong with it
     */
    List<RouteDefinition> read(Path file, String text) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (RoutesBuilder builder : builders(file, text)) {
            RouteBuilder routeBuilder = (RouteBuilder) builder;
            routeBuilder.configureRoutes(camel);
            for (RouteDefinition route : routeBuilder.getRouteCollection().getRoutes()) {
                routeBuilder.getRouteCollection().prepareRoute(route);
                routes.add(route);
            }
        }
        return routes;
    }

    /**
     * Gives the context the route configurations in a file's text.
     *
     * @throws Exception whatever Camel finds wrong with it
     */
    void addConfigurations(Path file, String text) throws Exception {
        for (RoutesBuilder builder : builders(file, text)) {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                configurations.addRouteConfigurationsToCamelContext(camel);
            }
        }
    }

    private Collection<RoutesBuilder> builders(Path file, String text) throws Exception {
        Resource resource = ResourceHelper.fromBytes("file:" + file, text.getBytes(StandardCharsets.UTF_8));
        return PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource));
    }
}
