package io.weathervane.reload;

import org.apache.camel.util.URISupport;

/** Makes one line of what Camel and Java say when something fails. */
final class Reasons {

    private Reasons() {}

    /** What was wrong at the root of it, without the wrappers around it and without secrets of addresses. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause && tellsLessThanItsCause(cause)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return oneLine(URISupport.sanitizeUri(message));
    }

    /** The text on one line. */
    static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    private static boolean tellsLessThanItsCause(Throwable cause) {
        return cause.getCause().getMessage() != null;
    }
}
