package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.MessageFormat;
import io.weathervane.reload.DirectRoutes;
import io.weathervane.reload.GuardedRouteReload;
import io.weathervane.reload.Problem;
import io.weathervane.reload.RouteCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * The classify routes as they stand on disk, and what they call through {@code direct:}, in a Camel of their own with the
 * application's beans, placeholders and components. No other route is in it, so nothing is polled, timed or bound to a port.
 * Not thread-safe.
 */
final class ClassifyRoutes implements AutoCloseable {

    private final Path folder;
    private final RestingApplication application;
    private final StepTimer timer = new StepTimer();
    private final Set<MessageFormat> loaded = EnumSet.noneOf(MessageFormat.class);
    private final Set<Path> checked = new HashSet<>();
    private final ProducerTemplate producer;

    ClassifyRoutes(Settings settings) {
        folder = settings.path(Setting.ROUTES_DIR);
        // it starts here, and what somebody saves meanwhile must not start beside the routes that are tried
        application = new RestingApplication(settings.with(Map.of(Setting.RELOAD_ENABLED.key(), "false")));
        CamelContext camel = camel();
        Model model = model();
        try {
            model.removeRouteDefinitions(List.copyOf(model.getRouteDefinitions()));
            camel.getCamelContextExtension().addInterceptStrategy(timer);
            // a route that is not there does not come later
            camel.getComponent("direct", DirectComponent.class).setBlock(false);
            camel.start();
            producer = camel.createProducerTemplate();
        } catch (Exception e) {
            close();
            throw new ConfigurationException(Failures.explain(e), e);
        }
    }

    CamelContext camel() {
        return application.camel();
    }

    /**
     * Loads the route for these messages, unless that has been done.
     *
     * @throws RoutesRefusedException if there is a mistake in it
     * @throws ConfigurationException if there is none, or it does not start
     */
    void load(MessageFormat format) {
        if (loaded.contains(format)) {
            return;
        }
        List<Path> files = files();
        DirectRoutes routes = DirectRoutes.from(endpoint(format), files, camel());
        Optional<Exception> failure = add(routes.routes());
        // after the routes have been made: then the check finds their models loaded
        List<Problem> problems = problems(routes.files(), files);
        if (!problems.isEmpty()) {
            throw new RoutesRefusedException(problems);
        }
        if (failure.isPresent()) {
            throw new ConfigurationException(Failures.explain(failure.get()), failure.get());
        }
        if (routes.routes().isEmpty()) {
            throw new ConfigurationException(
                    "No route in " + folder + " begins with " + endpoint(format) + ": that is where messages go");
        }
        loaded.add(format);
    }

    private Optional<Exception> add(List<RouteDefinition> routes) {
        try {
            // both classify routes may call the same one
            model().addRouteDefinitions(routes.stream()
                    .filter(route -> camel().getRoute(route.getRouteId()) == null)
                    .toList());
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(e);
        }
    }

    private List<Problem> problems(List<Path> needed, List<Path> files) {
        RouteCheck check = new RouteCheck(camel());
        return needed.stream()
                .filter(checked::add)
                .flatMap(file ->
                        check
                                .check(
                                        file,
                                        files.stream()
                                                .filter(other -> !other.equals(file))
                                                .toList())
                                .stream())
                .toList();
    }

    /** Sends the exchange through; what fails stands in the exchange. */
    List<Timing> classify(MessageFormat format, Exchange exchange) {
        timer.take();
        producer.send(endpoint(format), exchange);
        return timer.take();
    }

    private static String endpoint(MessageFormat format) {
        return switch (format) {
            case TWEET -> "direct:classify-tweet";
            case ARTICLE -> "direct:classify-article";
        };
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(GuardedRouteReload.ENDING)
                            && !GuardedRouteReload.isOfAnEditor(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The folder of routes, " + folder.toAbsolutePath()
                            + ", cannot be read: start in the project's folder, or set "
                            + Setting.ROUTES_DIR.variable(),
                    e);
        }
    }

    private Model model() {
        return camel().getCamelContextExtension().getContextPlugin(Model.class);
    }

    @Override
    public void close() {
        camel().stop();
        application.close();
    }
}
