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
    record Page(List<SourceItem> items, String newest, String next, Instant resumeAt) implements ApiAnswer {

        Page with(List<SourceItem> others) {
            return new Page(others, newest, next, resumeAt);
        }
    }

    /**
     * No page.
     *
     * @param reaction what the poll does about it
     * @param message one line for the log
     * @param resumeAt with {@link Reaction#WAIT}: when the next request is allowed; else null
     * @param next with {@link Reaction#NARROW}: what the next page is asked for by; else null
     */
    record Refusal(Reaction reaction, String message, Instant resumeAt, String next) implements ApiAnswer {

        Refusal(Reaction reaction, String message) {
            this(reaction, message, null, null);
        }

        static Refusal waitUntil(Instant resumeAt, String message) {
            return new Refusal(Reaction.WAIT, message + ", going on at " + resumeAt, resumeAt, null);
        }
    }

    /** What a poll does about an answer that is no page. */
    enum Reaction {
        /** Nothing has changed; the next poll asks for the same page once more when the API allows it. */
        WAIT,
        /** The next poll asks for the same page once more; after several failures in a row, later and later. */
        RETRY,
        /** The API does not know this page any more: the next poll starts again from the stored cursor. */
        RESTART,
        /** The API does not accept the cursor (too old): it is forgotten, and the next poll starts without one. */
        FORGET_CURSOR,
        /** The API gives no more pages of so large a result: what is left of it is asked for as a result of its own. */
        NARROW,
        /** The API gives no more pages: what was read so far is all there is. */
        FINISH,
        /** The query asks for too much at once: from now on it is two. */
        SPLIT,
        /** Only a person can help this query; the others go on. */
        STOP_QUERY,
        /** Only a person can help; the route is stopped. */
        STOP
    }
}
