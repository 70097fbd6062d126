package io.weathervane.observe;

import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * What is saved and not in effect. It is always UP, because what ran before goes on: a mistake in a file must take no worker
 * out of rotation. The message says what is wrong. Thread-safe.
 */
public final class ReloadHealth extends AbstractHealthCheck {

    private static final int MOST_PROBLEMS = 10;

    private final ReloadReport report;

    public ReloadHealth(ReloadReport report) {
        super("reload", "reload");
        this.report = report;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.up();
        List<Problem> problems = report.problems();
        if (!problems.isEmpty()) {
            String first = problems.stream()
                    .limit(MOST_PROBLEMS)
                    .map(Problem::toString)
                    .collect(Collectors.joining("; "));
            int more = problems.size() - MOST_PROBLEMS;
            result.message("Not in effect: " + first + (more > 0 ? "; and " + more + " more" : ""));
        }
        result.detail("problems", problems.size());
        report.last().ifPresent(save -> {
            result.detail("last.kind", save.kind().name().toLowerCase(Locale.ROOT));
            result.detail("last.file", save.file().toString());
            result.detail("last.at", save.at().toString());
            result.detail("last.accepted", save.problems().isEmpty());
        });
    }
}
