package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import java.nio.file.Path;

/** A file of a pipeline or a template that Elasticsearch does not take; it keeps what it has. */
public final class AssetRefusedException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    AssetRefusedException(Path file, String reason, Throwable cause) {
        super("Elasticsearch refuses " + file + ": " + reason, cause);
        this.reason = reason;
    }

    /** The server's, in one line without the file's name. */
    public String reason() {
        return reason;
    }
}
