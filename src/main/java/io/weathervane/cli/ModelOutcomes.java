package io.weathervane.cli;

import io.weathervane.doccat.DoccatComponent;
import io.weathervane.doccat.ModelInfo;
import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport;
import io.weathervane.reload.ReloadReport.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** Tells the report what became of models that were saved; {@code doccat} swaps them itself, and logs it. */
final class ModelOutcomes implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final CamelContext camel;
    private final ReloadReport report;
    private final Map<Path, ModelInfo> before = new HashMap<>();
    private ScheduledExecutorService timer;

    ModelOutcomes(CamelContext camel, ReloadReport report) {
        this.camel = camel;
        this.report = report;
    }

    void start() {
        timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "model-outcomes");
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (timer != null) {
            camel.getExecutorServiceManager().shutdownNow(timer);
        }
    }

    void look() {
        // not getComponent: that would make one
        if (camel.hasComponent("doccat") instanceof DoccatComponent doccat) {
            doccat.models().forEach(model -> compare(before.put(model.path(), model), model));
        }
    }

    private void compare(ModelInfo old, ModelInfo now) {
        String oldError = old == null ? null : old.lastError();
        if (now.lastError() != null && !now.lastError().equals(oldError)) {
            report.refused(Kind.MODEL, now.path(), List.of(new Problem(now.path(), 0, reason(now))));
        } else if (now.lastError() == null
                && old != null
                && (oldError != null || now.replacements() > old.replacements())) {
            report.accepted(Kind.MODEL, now.path());
        }
    }

    /** Without the file, which the problem names already. */
    private static String reason(ModelInfo model) {
        String file = model.path() + " ";
        return model.lastError().startsWith(file) ? model.lastError().substring(file.length()) : model.lastError();
    }
}
