package io.weathervane.source;

import java.io.IOException;
import java.util.List;

/**
 * Cuts a stream into the pieces that stand on their own, without parsing them, and reads what each of them holds. A damaged
 * piece does not keep the pieces after it from being found. Holds one piece at a time. Not thread-safe.
 */
interface Elements {

    /** The next piece; null at the end. */
    Element next() throws IOException;

    /** What a whole piece holds: messages, or bad lines. */
    List<SourceItem> items(Element piece);

    /** The line that is being read, from 1. */
    long line();

    /** True if the stream ended within an array: something is missing. */
    boolean endedInsideAnArray();
}
