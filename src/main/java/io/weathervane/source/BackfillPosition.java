package io.weathervane.source;

/**
 * How far a file is in Kafka. Immutable.
 *
 * @param pieces so many pieces of the file (lines, elements, rows) have been answered for, from its beginning
 * @param imported the messages among what they hold that Kafka has acknowledged
 * @param rejected the bad ones
 * @param rejectFile where these were written
 * @param rejectBytes how long that file was then
 * @param finished whether this is the end of the file
 */
public record BackfillPosition(
        long pieces, long imported, long rejected, String rejectFile, long rejectBytes, boolean finished) {

    /** The beginning of a file. */
    public static BackfillPosition start() {
        return new BackfillPosition(0, 0, 0, "", 0, false);
    }
}
