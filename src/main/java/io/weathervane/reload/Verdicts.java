package io.weathervane.reload;

import io.weathervane.reload.ReloadReport.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the report what has become of a save; what is still true is not said again. Thread-safe. */
final class Verdicts {

    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    private final ReloadReport report;

    Verdicts(ReloadReport report) {
        this.report = report;
    }

    void accepted(Kind kind, Path file, String effect) {
        report.accepted(kind, file);
        LOG.info("{}: {}", file, effect);
    }

    /** @param meanwhile what goes on */
    void refused(Kind kind, Path file, List<Problem> problems, String meanwhile) {
        if (report.problemsOf(file).equals(problems)) {
            return;
        }
        report.refused(kind, file, problems);
        for (Problem problem : problems) {
            LOG.warn("{} ({})", problem, meanwhile);
        }
    }

    void removed(Path file, String effect) {
        report.removed(file);
        LOG.info("{} is gone: {}", file, effect);
    }

    /** The file holds what it held when it last took effect. */
    void settled(Kind kind, Path file) {
        List<Problem> problems = report.problemsOf(file);
        if (!problems.isEmpty()) {
            report.accepted(kind, file);
            LOG.info(
                    "{} is what runs again; no longer true: {}",
                    file,
                    problems.stream().map(Problem::reason).collect(Collectors.joining("; ")));
        }
    }
}
