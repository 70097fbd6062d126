package io.weathervane.web;

/** There is no answer now; the message tells a person why, in one sentence. */
final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
