package io.weathervane.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health of one source in Camel's health checks: DOWN as long as something about it needs a person, with what that is.
 * It concerns readiness alone: a restart of the process mends no key. Thread-safe.
 */
public final class SourceHealth extends AbstractHealthCheck {

    /** The group that the health checks of sources are in. */
    public static final String GROUP = "source";

    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** @param source the name of the source, as the health check's id */
    public SourceHealth(String source) {
        super(GROUP, source);
    }

    /** Adds what a person has to do. */
    void down(String problem) {
        problems.add(problem);
    }

    /** The source starts again. */
    void up() {
        problems.clear();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (problems.isEmpty()) {
            result.up();
        } else {
            result.down().message(String.join("; ", problems));
        }
    }
}
