package io.weathervane.doccat;

import org.apache.camel.RuntimeCamelException;

/** A model file that is missing or cannot be used; the message is one line: which file, why, and what to do. */
public class InvalidModelException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    public InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
