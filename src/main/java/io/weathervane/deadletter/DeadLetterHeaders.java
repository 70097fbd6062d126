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
    /** Where a message was read from that never became a record: the file's name within the inbox, a colon, the line. */
    public static final String FILE = "weathervane.dead.file";
    /**
     * Marks another record of the same dead-letter partition as sent to its topic again: its offset, in decimal digits. The
     * record that carries this header is a marker and no dead letter.
     */
    public static final String REDRIVEN = "weathervane.dead.redriven";

    /** What the names of all these headers begin with. */
    static final String PREFIX = "weathervane.dead.";

    private DeadLetterHeaders() {}
}
