package io.weathervane.source;

import java.time.Instant;
import java.util.List;

/** An API's answer to the request for one page. */
sealed interface ApiAnswer {

    /**
     * A page.
     *
     * @param items what it holds
     * @param newest the position of its newest message, or null if it is empty
     * @param next what the next page is asked for by, or null after the last one
     * @param resumeAt when the next request is allowed, or null for at once
     */
    record Page(List<SourceItem> items, String newest, String next, Instant resumeAt) implements ApiAnswer {}

    /**
     * No page.
     *
     * @param reaction what the poll does about it
     * @param message one line for the log
     * @param resumeAt with {@link Reaction#WAIT}: when the next request is allowed
     */
    record Refusal(Reaction reaction, String message, Instant resumeAt) implements ApiAnswer {}

    /** What a poll does about an answer that is no page. */
    enum Reaction {
        /** Nothing has changed; the next poll asks for the same page once more when the API allows it. */
        WAIT,
        /** The next poll starts again from the stored cursor. */
        RETRY,
        /** The API does not accept the cursor (too old): it is forgotten, and the next poll starts without one. */
        FORGET_CURSOR,
        /** The API gives no more pages: what was read so far is all there is. */
        FINISH,
        /** Only a person can help; the route is stopped. */
        STOP
    }
}
