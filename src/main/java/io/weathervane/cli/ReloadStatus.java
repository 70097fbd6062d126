package io.weathervane.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.weathervane.reload.ReloadReport;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;

/**
 * What became of the files that were saved while the application ran.
 *
 * @param problems what is wrong now; what ran before goes on
 * @param last the latest save; null if there was none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReloadStatus(List<Refusal> problems, LastSave last) {

    /** @param line from 1; 0 if it is not known */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(String file, int line, String reason) {
        /** As compilers say it. */
        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + reason;
        }
    }

    /**
     * @param kind route, model, pipeline or template
     * @param at ISO-8601 in UTC
     * @param accepted whether it took effect
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LastSave(String kind, String file, String at, boolean accepted) {}

    static ReloadStatus of(CamelContext camel) {
        ReloadReport report = camel.getRegistry().lookupByNameAndType("reloadReport", ReloadReport.class);
        return report == null ? new ReloadStatus(List.of(), null) : of(report);
    }

    private static ReloadStatus of(ReloadReport report) {
        return new ReloadStatus(
                report.problems().stream()
                        .map(problem -> new Refusal(problem.file().toString(), problem.line(), problem.reason()))
                        .toList(),
                report.last()
                        .map(save -> new LastSave(
                                save.kind().name().toLowerCase(Locale.ROOT),
                                save.file().toString(),
                                save.at().toString(),
                                save.problems().isEmpty()))
                        .orElse(null));
    }
}
