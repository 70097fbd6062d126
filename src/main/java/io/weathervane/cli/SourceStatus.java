package io.weathervane.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.weathervane.source.SourceHealth;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;

/**
 * The health of a source.
 *
 * @param health {@code UP}, or {@code DOWN} when it needs a person
 * @param problem what that person has to do; null if it is up
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SourceStatus(String source, String health, String problem) {

    /** The sources of this application, by name. */
    static List<SourceStatus> of(CamelContext camel) {
        return camel.getRegistry().findByType(SourceHealth.class).stream()
                .map(SourceHealth::call)
                .map(SourceStatus::of)
                .sorted(Comparator.comparing(SourceStatus::source))
                .toList();
    }

    private static SourceStatus of(HealthCheck.Result result) {
        return new SourceStatus(
                result.getCheck().getId(),
                result.getState().name(),
                result.getMessage().orElse(null));
    }

    boolean isDown() {
        return HealthCheck.State.DOWN.name().equals(health);
    }
}
