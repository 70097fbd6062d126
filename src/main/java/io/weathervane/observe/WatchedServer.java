package io.weathervane.observe;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health of a server that the worker cannot do without. It is looked at in the background, so that whoever asks for the
 * health waits for nothing. It concerns readiness alone: a restart of the worker mends no server. Thread-safe.
 */
public final class WatchedServer extends AbstractHealthCheck {

    /** The group that the health checks of servers are in. */
    public static final String GROUP = "server";

    static final Duration EVERY = Duration.ofSeconds(3);
    /** A look that lasts longer than this is itself a problem. */
    static final Duration STALE = Duration.ofSeconds(15);

    private final ServerProbe probe;
    private final String advice;
    private volatile String problem;
    private volatile long lookedAt = System.nanoTime();
    private ScheduledExecutorService timer;

    /**
     * @param server its name, as the health check's id
     * @param advice what a person can do, said after what is wrong
     */
    public WatchedServer(String server, ServerProbe probe, String advice) {
        super(GROUP, server);
        this.probe = probe;
        this.advice = advice;
    }

    /** Begins to look. */
    public void start(CamelContext camel) {
        look();
        timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "health-" + getId());
        timer.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks no more; the server stays as it was seen last. */
    public void stop() {
        if (timer != null) {
            timer.shutdownNow();
        }
        probe.close();
    }

    void look() {
        try {
            problem = probe.problem().orElse(null);
        } catch (RuntimeException e) {
            // the executor never calls again what threw
            problem = "The look at " + getId() + " failed: " + e;
        }
        lookedAt = System.nanoTime();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        long age = System.nanoTime() - lookedAt;
        String found = timer != null && age > STALE.toNanos()
                ? "has not answered for " + TimeUnit.NANOSECONDS.toSeconds(age) + " s"
                : problem;
        if (found == null) {
            result.up();
        } else {
            result.down().message(found + ". " + advice);
        }
    }
}
