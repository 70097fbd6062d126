package io.weathervane.source;

/**
 * Something that should have been a message and is not.
 *
 * @param line the line that it begins on, from 1
 * @param reason why it is none
 * @param detail one line for a person, at most a few hundred characters
 * @param content the bytes as they were found; only their beginning if they are more than {@link #KEPT_BYTES} and too large
 */
public record BadLine(long line, Reason reason, String detail, byte[] content) implements SourceItem {

    /** How much is kept of something that is too large to be kept whole. */
    static final int KEPT_BYTES = 64 * 1024;

    /** Stable codes: people filter dead letters by them. */
    public enum Reason {
        /** It cannot be parsed as JSON. */
        NOT_JSON("not-json"),
        /** It is JSON, but neither a message nor an answer that holds messages. */
        NOT_A_MESSAGE("not-a-message"),
        /** A message that nothing identifies: a tweet without an id, an article without a URL. */
        NO_ID("no-id"),
        /** It is larger than the largest message that is taken. */
        TOO_LARGE("too-large"),
        /** The rest of the file cannot be read: compressed data that is damaged or cut off. */
        DAMAGED_FILE("damaged-file");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
