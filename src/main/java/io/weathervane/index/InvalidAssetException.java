package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import java.nio.file.Path;

/** A file of a pipeline or a template that Elasticsearch need not be asked about; the message is {@code file:line: reason}. */
public class InvalidAssetException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    InvalidAssetException(Path file, int line, String reason, Throwable cause) {
        super(file + ":" + line + ": " + reason, cause);
        this.line = line;
        this.reason = reason;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** One line without the file's name. */
    public String reason() {
        return reason;
    }
}
