package io.weathervane.source;

import io.weathervane.deadletter.DeadLetterReason;

/**
 * Something that should have been a message and is not.
 *
 * @param line the line that it begins on, from 1
 * @param reason why it is none
 * @param detail one line for a person, at most a few hundred characters
 * @param content the bytes as they were found; only their beginning if they are more than {@link #KEPT_BYTES} and too large
 */
public record BadLine(long line, DeadLetterReason reason, String detail, byte[] content) implements SourceItem {

    /** How much is kept of something that is too large to be kept whole. */
    static final int KEPT_BYTES = 64 * 1024;
}
