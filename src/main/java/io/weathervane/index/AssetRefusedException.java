package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import java.nio.file.Path;

/** A file that cannot be installed in Elasticsearch as it is: it is no JSON object, or the server refuses it. */
public final class AssetRefusedException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    /** @param line from 1; 0 if it is not known */
    AssetRefusedException(Path file, int line, String reason, Throwable cause) {
        super(line == 0 ? "Elasticsearch refuses " + file + ": " + reason : file + ":" + line + ": " + reason, cause);
        this.line = line;
        this.reason = reason;
    }

    /** From 1; 0 if it is not known. */
    public int line() {
        return line;
    }

    /** What is wrong, without the file's name. */
    public String reason() {
        return reason;
    }
}
