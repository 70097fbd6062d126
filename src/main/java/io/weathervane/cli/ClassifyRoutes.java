package io.weathervane.cli;

import io.weathervane.cli.StepTimings.Timing;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.MessageFormat;
import io.weathervane.reload.DirectRoutes;
import io.weathervane.reload.Problem;
import io.weathervane.reload.RouteCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * Classify routes as they stand on the disk, and the routes that they call, running in an application that has nothing
 * else: no other route, no Kafka, no port. For one thread.
 */
final class ClassifyRoutes implements AutoCloseable {

    private static final String ROUTES = ".camel.yaml";

    private final RestingApplication application;
    private final StepTimings timings = new StepTimings();
    private final ProducerTemplate template;

    /**
     * Checks and starts them.
     *
     * @throws RoutesRefusedException if something is wrong in one of their files, with {@code file:line: reason}
     * @throws ConfigurationException if there is no such route, or it does not start
     */
    ClassifyRoutes(Settings settings, Set<MessageFormat> formats) {
        application = new RestingApplication(settings.with(Map.of(Setting.RELOAD_ENABLED.key(), "false")));
        try {
            List<RouteDefinition> routes = routes(settings.path(Setting.ROUTES_DIR), formats);
            CamelContext camel = application.camel();
            Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
            model.removeRouteDefinitions(List.copyOf(model.getRouteDefinitions()));
            camel.getCamelContextExtension().addInterceptStrategy(timings);
            model.addRouteDefinitions(routes);
            camel.start();
            template = camel.createProducerTemplate();
        } catch (ConfigurationException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new ConfigurationException(Failures.explain(e), e);
        }
    }

    private List<RouteDefinition> routes(Path folder, Set<MessageFormat> formats) {
        List<Path> files = files(folder);
        RouteCheck check = new RouteCheck(application.camel());
        Map<String, RouteDefinition> routes = new LinkedHashMap<>();
        Set<Path> checked = new LinkedHashSet<>();
        Set<Problem> problems = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        for (MessageFormat format : formats) {
            DirectRoutes found = DirectRoutes.from(endpoint(format), files, application.camel());
            found.files().stream().filter(checked::add).forEach(file -> problems.addAll(check.check(file, files)));
            missing.addAll(found.missing());
            found.routes()
                    .forEach(route -> routes.putIfAbsent(
                            DirectRoutes.path(route.getInput().getEndpointUri()), route));
        }
        if (!problems.isEmpty()) {
            throw new RoutesRefusedException(List.copyOf(problems));
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                    "no route in " + folder + " begins with " + String.join(" or with ", missing));
        }
        return List.copyOf(routes.values());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ROUTES))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the folder of routes, " + folder + ", cannot be read (" + e
                            + "): start in the project's folder, or set " + Setting.ROUTES_DIR.variable(),
                    e);
        }
    }

    private static String endpoint(MessageFormat format) {
        return switch (format) {
            case TWEET -> "direct:classify-tweet";
            case ARTICLE -> "direct:classify-article";
        };
    }

    CamelContext camel() {
        return application.camel();
    }

    /** Sends it through its route; a failure is in the exchange. */
    Exchange classify(MessageFormat format, Exchange message) {
        return template.send(endpoint(format), message);
    }

    /** How long the steps have taken since the last time. */
    List<Timing> timings() {
        return timings.take();
    }

    @Override
    public void close() {
        application.camel().stop();
        application.close();
    }
}
