package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import java.util.List;

/**
 * Pipelines cannot be tried on this server: those that they call are not installed there as they are in their files.
 * Elasticsearch can try others in the place of the pipelines that it has, but not of those that a pipeline calls.
 */
public final class CalledPipelinesException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private final List<String> pipelines;

    CalledPipelinesException(String address, List<String> pipelines) {
        super("Elasticsearch at " + address + " does not have the pipelines " + String.join(", ", pipelines)
                + " as they are in their files, and it can try no pipeline that another one calls before it is installed:"
                + " start Weathervane with this server, which installs them");
        this.pipelines = List.copyOf(pipelines);
    }

    /** Their names. */
    public List<String> pipelines() {
        return pipelines;
    }
}
