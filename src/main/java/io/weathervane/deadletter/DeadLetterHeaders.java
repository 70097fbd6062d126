package io.weathervane.deadletter;

/** The Kafka headers, all UTF-8 text, that a dead letter carries beside those of the record that it was. */
public final class DeadLetterHeaders {

    /** A {@link DeadLetterReason#code()}. */
    public static final String REASON = "weathervane.dead.reason";
    /** What was wrong in this case, in words; at most 1,000 characters. */
    public static final String DETAIL = "weathervane.dead.detail";
    /** The topic that the record was read from, and that a redrive sends it to. */
    public static final String TOPIC = "weathervane.dead.topic";

    public static final String PARTITION = "weathervane.dead.partition";
    public static final String OFFSET = "weathervane.dead.offset";
    /** When it was given up, ISO-8601 in UTC. */
    public static final String TIME = "weathervane.dead.time";
    /** How often it has been given up, this time included. */
    public static final String ATTEMPTS = "weathervane.dead.attempts";
    /** The version of Weathervane that gave it up. */
    public static final String VERSION = "weathervane.dead.version";
    /** The file and line that a message was read from which never became a record. */
    public static final String FILE = "weathervane.dead.file";

    private DeadLetterHeaders() {}
}
