package io.weathervane.source;

import io.weathervane.source.ApiAnswer.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far one query has been walked, poll after poll.
 *
 * <p>The cursor is stored when Kafka has acknowledged the last page, not before: pages come newest first, and a cursor that
 * stood at the newest message while older ones are missing would hide them for ever. A page that fails is asked for once more;
 * what the process had read of a walk when it died is read again. Not thread-safe.
 */
final class QueryWalk {

    /** A page that fails as often as this in a row may never be given again. */
    private static final int FAILURES_OF_A_PAGE = 5;

    private final PagedQuery query;
    private final CursorFile cursor;
    private final int pageBudget;
    private final Clock clock;

    private Sweep sweep;
    private Instant began;
    private Instant lastWholeWalk;
    private int pagesOfThisPoll;
    private int failures;

    /** @param pageBudget the most pages of one poll, from 1 */
    QueryWalk(PagedQuery query, CursorFile cursor, int pageBudget, Clock clock) {
        this.query = query;
        this.cursor = cursor;
        this.pageBudget = pageBudget;
        this.clock = clock;
    }

    /** Whether there is anything to ask; if somebody else has brought it, the cursor is moved on, and never back. */
    boolean isNeeded() {
        if (sweep != null || query.isNeeded(lastWholeWalk)) {
            return true;
        }
        Optional<String> stored = cursor.read(query.scope());
        query.broughtElsewhere()
                .filter(position -> stored.isEmpty() || query.order().compare(position, stored.get()) > 0)
                .ifPresent(position -> cursor.write(query.scope(), position));
        return false;
    }

    void beginPoll() {
        pagesOfThisPoll = 0;
    }

    String path() {
        return query.path();
    }

    Map<String, String> parameters() {
        return query.parameters(sweep().since(), sweep().next());
    }

    ApiAnswer interpret(ApiResponse response) {
        return query.interpret(response, sweep().since(), sweep().next());
    }

    /** Notes that Kafka has this page, and stores the cursor after the last one. */
    void acknowledged(Page page) {
        sweep().acknowledged(page);
        failures = 0;
        pagesOfThisPoll++;
        // a walk without a cursor ends with the budget, as nobody asked for all of the past; another goes on with the
        // next poll
        if (sweep.next() == null || budgetIsUsed() && sweep.since() == null) {
            finish();
        }
    }

    /** Whether this poll has another page to ask for. */
    boolean goesOn() {
        return sweep != null && !budgetIsUsed();
    }

    void narrow(String next) {
        sweep().goTo(next);
    }

    /** What was read is all there is. */
    void finish() {
        if (sweep().newest() != null && !sweep.newest().equals(sweep.since())) {
            cursor.write(query.scope(), sweep.newest());
        }
        sweep = null;
        lastWholeWalk = began;
    }

    /** The page was not read or not sent, and is asked for once more; from time to time the walk starts again instead. */
    void failed() {
        failures++;
        if (failures % FAILURES_OF_A_PAGE == 0) {
            sweep = null;
        }
    }

    /** The next page is the first one after the stored cursor. */
    void restart() {
        failures = 0;
        sweep = null;
    }

    /** The next page is the first one of all. */
    void forgetCursor() {
        sweep = new Sweep(Optional.empty(), query.order());
    }

    /** The walks of the query's halves; none if it has no halves. */
    List<QueryWalk> halves() {
        return query.halves().stream()
                .map(half -> new QueryWalk(half, cursor, pageBudget, clock))
                .toList();
    }

    private boolean budgetIsUsed() {
        return pagesOfThisPoll >= pageBudget;
    }

    private Sweep sweep() {
        if (sweep == null) {
            began = clock.instant();
            sweep = new Sweep(cursor.read(query.scope()), query.order());
        }
        return sweep;
    }

    @Override
    public String toString() {
        return query.toString();
    }
}
