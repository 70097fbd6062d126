package io.weathervane.reload;

/** What an exception of Camel says, without the wrappers around it. */
final class RootCause {

    private RootCause() {}

    /** One line. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return reason.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
