package io.weathervane.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;

/**
 * What a running application says of itself, as it stands in the answer of {@code GET /observe/status}.
 *
 * @param version Weathervane's; then those of what it runs on
 * @param started ISO-8601 in UTC
 * @param kafka the brokers
 * @param elasticsearch the address
 * @param reload what became of what was saved while it ran; null if it is a Weathervane that does not say so
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record ApplicationStatus(
        String version,
        String java,
        String camel,
        String kafkaClient,
        String profile,
        long pid,
        String started,
        String kafka,
        String consumerGroup,
        String elasticsearch,
        List<TopicStatus> topics,
        List<SourceStatus> sources,
        ReloadStatus reload) {

    /** What needs a person, one sentence each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        topics.stream()
                .filter(topic -> !topic.addsUp())
                .map(topic -> "the numbers do not add up: " + topic.mismatch())
                .forEach(problems::add);
        sources.stream()
                .filter(SourceStatus::isDown)
                .map(source -> "the source " + source.source() + " is down: " + source.problem())
                .forEach(problems::add);
        if (reload != null) {
            reload.problems().stream()
                    .map(problem -> "not in effect: " + problem)
                    .forEach(problems::add);
        }
        return problems;
    }
}
