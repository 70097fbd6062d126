package io.weathervane.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.weathervane.config.Version;
import io.weathervane.doccat.DoccatComponent;
import io.weathervane.doccat.ModelInfo;
import io.weathervane.reload.ReloadReport;
import io.weathervane.reload.ReloadReport.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * The state of the application as metrics: what it is, its health checks, its models and what was saved. Thread-safe;
 * what can come and go is brought up to date by {@link #update}.
 */
public final class StateMeters {

    private final CamelContext camel;
    private final MultiGauge health;
    private final MultiGauge models;
    private final MultiGauge current;
    private volatile boolean ready;

    public StateMeters(MeterRegistry registry, CamelContext camel, ReloadReport reloads) {
        this.camel = camel;
        this.health = MultiGauge.builder("weathervane.health.up")
                .description("1 if the health check is UP, otherwise 0")
                .register(registry);
        this.models = MultiGauge.builder("weathervane.model.info")
                .description("The version of each model that is in use")
                .register(registry);
        this.current = MultiGauge.builder("weathervane.model.current")
                .description("1 if the version in use is that of the file, 0 if the file as it is now was refused")
                .register(registry);
        Gauge.builder("weathervane.ready", () -> ready ? 1 : 0)
                .description("1 if GET /observe/health/ready says UP, otherwise 0")
                .register(registry);
        Gauge.builder("weathervane.build.info", () -> 1)
                .description("What runs here")
                .tags("version", Version.current(), "camel", camel.getVersion())
                .register(registry);
        reloads(registry, reloads);
    }

    private static void reloads(MeterRegistry registry, ReloadReport reloads) {
        Gauge.builder("weathervane.reload.problems", () -> reloads.problems().size())
                .description("What is saved and not in effect")
                .register(registry);
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            FunctionCounter.builder("weathervane.reloads", reloads, report -> report.accepted(kind))
                    .description("Saves of files, by whether they took effect")
                    .tags("kind", name, "result", "accepted")
                    .register(registry);
            FunctionCounter.builder("weathervane.reloads", reloads, report -> report.refused(kind))
                    .description("Saves of files, by whether they took effect")
                    .tags("kind", name, "result", "refused")
                    .register(registry);
        }
    }

    /** Looks at health checks and models again. */
    public void update() {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(camel);
        ready = HealthCheckHelper.isResultsUp(results, true);
        health.register(
                results.stream()
                        .map(result -> MultiGauge.Row.of(
                                Tags.of("check", result.getCheck().getId()),
                                result.getState() == HealthCheck.State.UP ? 1 : 0))
                        .toList(),
                true);
        // not getComponent: that would make one
        List<ModelInfo> used =
                camel.hasComponent("doccat") instanceof DoccatComponent doccat ? doccat.models() : List.of();
        models.register(
                used.stream()
                        .map(model -> MultiGauge.Row.of(Tags.of("model", model.name(), "version", model.version()), 1))
                        .toList(),
                true);
        current.register(
                used.stream()
                        .map(model ->
                                MultiGauge.Row.of(Tags.of("model", model.name()), model.lastError() == null ? 1 : 0))
                        .toList(),
                true);
    }
}
