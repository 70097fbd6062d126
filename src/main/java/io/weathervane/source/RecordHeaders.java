package io.weathervane.source;

/** The headers of a Kafka record: what is known of a message and is not the source's. All are strings in UTF-8. */
public final class RecordHeaders {

    /** When the message was fetched, ISO-8601. */
    public static final String FETCHED_AT = "weathervane.fetched-at";

    /** The id of the route that fetched it. */
    public static final String ROUTE = "weathervane.route";

    /** "true" on the demo's samples; else absent. */
    public static final String SAMPLE = "weathervane.sample";

    /** On a dead letter: a stable code, see {@link BadLine.Reason}. */
    public static final String DEAD_REASON = "weathervane.dead.reason";

    /** On a dead letter: what is wrong, on one line. */
    public static final String DEAD_DETAIL = "weathervane.dead.detail";

    /** On a dead letter that comes from a file: the file's name within the inbox. */
    public static final String DEAD_FILE = "weathervane.dead.file";

    /** On a dead letter that comes from a file: the line that it begins on. */
    public static final String DEAD_LINE = "weathervane.dead.line";

    private RecordHeaders() {}
}
