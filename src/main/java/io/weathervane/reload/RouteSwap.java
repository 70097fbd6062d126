package io.weathervane.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/** Takes routes out of a running Camel when what is in flight has finished, and puts others in. Not thread-safe. */
final class RouteSwap {

    /** Whoever has just been given the consumer by {@code direct} is in flight by then. */
    private static final Duration QUIET = Duration.ofMillis(50);

    private final CamelContext camel;
    private final Duration patience;

    /** @param patience how long what is in flight may take; then it is cut off, as at a stop of the application */
    RouteSwap(CamelContext camel, Duration patience) {
        this.camel = camel;
        this.patience = patience;
    }

    /** Adds and starts them; returns their ids. When one fails none is left. */
    List<String> start(List<RouteDefinition> routes) throws Exception {
        try {
            model().addRouteDefinitions(routes);
            return routes.stream().map(RouteDefinition::getRouteId).toList();
        } catch (Exception e) {
            List<String> begun = routes.stream()
                    .map(RouteDefinition::getRouteId)
                    .filter(Objects::nonNull)
                    .toList();
            for (String id : begun) {
                discard(id, e);
            }
            throw e;
        }
    }

    private void discard(String id, Exception failure) {
        try {
            remove(List.of(id));
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** Those that others call come last, for what is in flight may need them. */
    void remove(List<String> ids) throws Exception {
        List<String> ordered = new ArrayList<>(ids);
        ordered.sort(Comparator.comparing(this::isCalled));
        for (String id : ordered) {
            Route route = camel.getRoute(id);
            if (route != null) {
                closeAndDrain(route);
                camel.getRouteController().stopRoute(id, patience.toMillis(), TimeUnit.MILLISECONDS);
                camel.removeRoute(id);
            }
            // one that could not be started leaves its definition behind
            RouteDefinition left = model().getRouteDefinition(id);
            if (left != null) {
                model().removeRouteDefinition(left);
            }
        }
    }

    private boolean isCalled(String id) {
        Route route = camel.getRoute(id);
        return route != null && route.getEndpoint() instanceof DirectEndpoint;
    }

    /**
     * Lets nothing more in and waits for what is in flight. Camel itself looks once a second only; and it leaves the door of a
     * {@code direct} route open meanwhile, so under load it would wait for a gap. Behind a closed door callers wait until the
     * next route is there.
     */
    private void closeAndDrain(Route route) throws InterruptedException {
        Consumer consumer = route.getConsumer();
        boolean called = consumer instanceof DirectConsumer;
        // others that Camel asks about their end know more than the exchanges in flight, such as a queue
        if (!(consumer instanceof Suspendable) || consumer instanceof ShutdownAware && !called) {
            return;
        }
        ServiceHelper.suspendService(consumer);
        long quiet = called ? QUIET.toNanos() : 0;
        long end = System.nanoTime() + patience.toNanos();
        long idleSince = System.nanoTime();
        boolean idle;
        do {
            if (called) {
                letCallersLookAgain((DirectConsumer) consumer);
            }
            TimeUnit.MILLISECONDS.sleep(5);
            idle = camel.getInflightRepository().size(route.getId()) == 0;
            if (!idle) {
                idleSince = System.nanoTime();
            }
        } while ((!idle || System.nanoTime() - idleSince < quiet) && System.nanoTime() < end);
    }

    /**
     * Changes nothing but a counter, for which callers look: of several threads that share a producer only the first learns
     * from the suspension that the consumer is no more, the others would go on with it.
     */
    private static void letCallersLookAgain(DirectConsumer consumer) {
        DirectComponent component = (DirectComponent) consumer.getEndpoint().getComponent();
        component.removeConsumer(consumer.getEndpoint().getEndpointUri(), consumer);
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
