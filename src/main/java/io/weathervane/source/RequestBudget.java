package io.weathervane.source;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Spaces the requests to an API so that there are never more than a number of them in any 24 hours, whenever the API's own
 * day begins. What is spent is on the disk before the request leaves, so a restart gives nothing back.
 *
 * <p>It is the generic cell rate algorithm (ITU-T I.371): a request every so often, and a burst at once. The burst is taken
 * off the rate, because 24 hours may begin with one. Thread-safe.
 */
final class RequestBudget {

    private static final Duration DAY = Duration.ofDays(1);

    private final CursorFile store;
    private final String scope;
    private final Duration interval;
    private final Duration tolerance;
    private final Clock clock;

    /**
     * @param store where the state is kept
     * @param scope the API whose requests these are
     * @param daily the most requests in 24 hours, from 1
     * @param burst how many requests a poll makes at once; counts as half of the daily requests if it is more
     */
    RequestBudget(CursorFile store, String scope, int daily, int burst, Clock clock) {
        int atOnce = Math.max(1, Math.min(burst, daily / 2));
        this.store = store;
        this.scope = scope;
        this.interval = daily == 1 ? DAY : DAY.dividedBy(daily - atOnce);
        this.tolerance = interval.multipliedBy(atOnce - 1L);
        this.clock = clock;
    }

    private RequestBudget() {
        this.store = null;
        this.scope = null;
        this.interval = Duration.ZERO;
        this.tolerance = Duration.ZERO;
        this.clock = null;
    }

    /** The budget of an API that does not count. */
    static RequestBudget unlimited() {
        return new RequestBudget();
    }

    /** Notes a request that is about to be made. */
    synchronized void spend() {
        if (store != null) {
            Instant now = clock.instant();
            Instant paidUntil = paidUntil();
            store.write(
                    scope,
                    (paidUntil.isAfter(now) ? paidUntil : now).plus(interval).toString());
        }
    }

    /** When the next request may be made. */
    synchronized Instant next() {
        return store == null ? Instant.MIN : paidUntil().minus(tolerance);
    }

    /** How many requests may be made at this moment, one after the other; empty if nobody counts them. */
    synchronized OptionalLong left() {
        if (store == null) {
            return OptionalLong.empty();
        }
        Instant now = clock.instant();
        Instant paidUntil = paidUntil();
        Duration owed = paidUntil.isAfter(now) ? Duration.between(now, paidUntil) : Duration.ZERO;
        Duration room = tolerance.minus(owed);
        return OptionalLong.of(room.isNegative() ? 0 : room.dividedBy(interval) + 1);
    }

    /** The theoretical arrival time; a clock that was set back must not stop the requests for longer than a day. */
    private Instant paidUntil() {
        Instant latest = clock.instant().plus(DAY).plus(tolerance);
        return store.read(scope)
                .map(RequestBudget::instant)
                .map(time -> time.isAfter(latest) ? latest : time)
                .orElse(Instant.EPOCH);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException damaged) {
            return Instant.EPOCH;
        }
    }
}
