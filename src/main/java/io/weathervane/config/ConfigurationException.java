package io.weathervane.config;

/**
 * Something that the person who runs Weathervane can put right: a wrong setting, a missing folder, a file that cannot be
 * used, a server that does not answer. The message is one line that says what is wrong and what to do.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
