package io.weathervane.cli;

/** How the log looks, which {@code log4j2.xml} decides before any setting is read. */
final class LogFormat {

    private LogFormat() {}

    /** Whether each event of the log is a line of JSON; then whatever is said while the pipeline runs must be one, too. */
    static boolean isJson() {
        return "json".equals(System.getenv("LOG_FORMAT"));
    }
}
