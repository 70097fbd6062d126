package io.weathervane.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Divides the work between the filtered stream and the recent search of the same queries: the stream says from when on it
 * brings everything, and the search is left to do until it has found what came before.
 *
 * <p>A tweet reaches the search some time after it was written, a new rule takes effect some time after it was added, and
 * tweets come a little out of order. So a search counts only if it begins an overlap after the stream has connected, and
 * the stream's {@link #position()} is one overlap old: some tweets come twice, none is lost. Thread-safe.
 */
public final class XStreamCoverage {

    /** How long connecting may take after it was said for how many minutes to go back. */
    private static final Duration RECONNECT = Duration.ofSeconds(30);

    private static final int LONGEST_ID = 19;

    private final Set<String> queries;
    private final Duration overlap;
    private final Duration backfill;
    private final Clock clock;

    private boolean connected;
    private boolean backfillRefused;
    private Instant completeSince;
    private Instant heardAt = Instant.MIN;
    private Instant caughtUpAt = Instant.MIN;
    private String newest;
    private String waiting;
    private String position;
    private Instant marked = Instant.MIN;

    /**
     * @param queries the queries that are rules of the stream
     * @param overlap see above
     * @param backfillMinutes for how long X keeps what comes while nobody is connected, 0 to 5
     */
    public XStreamCoverage(List<String> queries, Duration overlap, int backfillMinutes, Clock clock) {
        this.queries = Set.copyOf(queries);
        this.overlap = overlap;
        this.backfill = Duration.ofMinutes(backfillMinutes);
        this.clock = clock;
    }

    /** Whether a search for this query that began then leaves nothing to find that the stream does not bring. */
    synchronized boolean covers(String query, Instant searched) {
        if (!connected && backfillMinutes() == 0) {
            completeSince = null;
        }
        return completeSince != null
                && searched != null
                && queries.contains(query)
                && !searched.isBefore(completeSince.plus(overlap));
    }

    /** The id up to which Kafka has everything since the stream is complete. */
    synchronized Optional<String> position() {
        mark();
        return Optional.ofNullable(position);
    }

    /** The minutes that X must go back for the stream to miss nothing; 0 if it cannot, or need not. */
    synchronized int backfillMinutes() {
        if (completeSince == null || backfillRefused) {
            return 0;
        }
        Duration gap = Duration.between(heardAt, clock.instant()).plus(RECONNECT);
        return gap.compareTo(backfill) > 0 ? 0 : (int) gap.plusSeconds(59).toMinutes();
    }

    /** X does not let this key go back. */
    synchronized void backfillRefused() {
        backfillRefused = true;
        completeSince = null;
    }

    /** @param backfilled whether X was asked to go back by {@link #backfillMinutes()} */
    synchronized void connected(boolean backfilled) {
        Instant now = clock.instant();
        connected = true;
        // what X goes back for may come after what is new
        caughtUpAt = backfilled ? now.plus(overlap) : now;
        newest = position;
        waiting = position;
        marked = now;
        if (completeSince == null || !backfilled) {
            completeSince = now;
            heardAt = now;
        }
    }

    /** Everything that the stream had brought by then is in Kafka. */
    synchronized void heard(Instant instant) {
        if (instant.isAfter(heardAt) && !instant.isBefore(caughtUpAt)) {
            heardAt = instant;
        }
    }

    synchronized void disconnected() {
        connected = false;
    }

    /** Kafka has acknowledged this tweet. */
    synchronized void acknowledged(String id) {
        boolean isId = id.length() <= LONGEST_ID && id.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isId && (newest == null || Tweets.ID_ORDER.compare(id, newest) > 0)) {
            newest = id;
        }
        mark();
    }

    private void mark() {
        Instant now = clock.instant();
        if (marked.plus(overlap).isAfter(now)) {
            return;
        }
        position = waiting;
        waiting = newest;
        marked = now;
    }
}
