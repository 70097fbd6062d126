package io.weathervane.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * How the pipeline is, as the contract has it.
 *
 * @param problems what needs a person, one sentence each
 * @param sampleData whether a source gives samples
 */
public record PipelineState(
        String version,
        String profile,
        Instant started,
        boolean ready,
        List<String> problems,
        boolean sampleData,
        List<Topic> topics,
        List<Source> sources,
        List<Model> models,
        Reload reload) {

    /** @param lag what the consumer group has not committed yet; null while Kafka does not answer */
    public record Topic(
            String topic,
            long read,
            long indexed,
            long updated,
            long pipelineErrors,
            long deadLettered,
            long inFlight,
            @JsonInclude Long lag) {}

    /**
     * @param state live, sample, off or down
     * @param problem null if it is not down
     */
    public record Source(String source, String state, String problem) {}

    /** @param problem why the file as it is now is not used; null if it is */
    public record Model(String name, String version, Instant loaded, String problem) {}

    /**
     * @param last when the last save took effect or was refused; null if there was none, and so is the file
     * @param problems file:line: reason
     */
    public record Reload(Instant last, String file, List<String> problems) {}
}
