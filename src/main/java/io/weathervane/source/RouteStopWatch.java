package io.weathervane.source;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the route of an exchange is being stopped. Camel lets exchanges under way finish and does not tell them; one
 * that would never finish has to look. Thread-safe.
 */
final class RouteStopWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteStopWatch.class);
    private static final long LOOK_MILLIS = 200;

    private final Exchange exchange;
    private final Runnable onStop;
    private final CountDownLatch closed = new CountDownLatch(1);

    private RouteStopWatch(Exchange exchange, Runnable onStop) {
        this.exchange = exchange;
        this.onStop = onStop;
    }

    /** @param onStop called once, by a thread of its own, if the route is being stopped before this watch is closed */
    static RouteStopWatch start(Exchange exchange, Runnable onStop) {
        RouteStopWatch watch = new RouteStopWatch(exchange, onStop);
        exchange.getContext()
                .getExecutorServiceManager()
                .newThread("watch-" + exchange.getFromRouteId(), watch::look)
                .start();
        return watch;
    }

    boolean isStopping() {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        boolean takesMore = route != null
                && ((StatefulService) route.getConsumer()).getStatus().isStarted();
        return !takesMore || exchange.getContext().isStopping();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void look() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isStopping()) {
                    onStop.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody watches for a stop any more", e);
            Thread.currentThread().interrupt();
        }
    }
}
