package io.weathervane.source;

import java.util.Comparator;
import java.util.Optional;

/**
 * One walk through an API's pages, from the newest message back to where the last walk began. It may take several polls.
 * Not thread-safe.
 */
final class Sweep {

    private final String since;
    private final Comparator<String> order;
    private String newest;
    private String next;

    Sweep(Optional<String> cursor, Comparator<String> order) {
        this.since = cursor.orElse(null);
        this.newest = since;
        this.order = order;
    }

    /** The position that was reached before this walk; null if there is none. */
    String since() {
        return since;
    }

    /** What the next page is asked for by; null for the first one. */
    String next() {
        return next;
    }

    /** The newest position that is acknowledged, never older than {@link #since()}; null if there is none. */
    String newest() {
        return newest;
    }

    /** The next page is asked for by this. */
    void goTo(String page) {
        next = page;
    }

    void acknowledged(ApiAnswer.Page page) {
        if (page.newest() != null && (newest == null || order.compare(page.newest(), newest) > 0)) {
            newest = page.newest();
        }
        // the same page again would never end
        next = page.next() != null && page.next().equals(next) ? null : page.next();
    }
}
