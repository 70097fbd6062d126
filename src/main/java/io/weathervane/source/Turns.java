package io.weathervane.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which of a source's queries is asked next: each once a poll, in turn. What a poll does not get to is first in the next one,
 * so that a rate limit does not starve the last queries. Those that are not needed are passed over. Not thread-safe.
 */
final class Turns {

    private final Deque<QueryWalk> running = new ArrayDeque<>();
    private final List<QueryWalk> stopped = new ArrayList<>();
    private int left;

    Turns(List<QueryWalk> walks) {
        running.addAll(walks);
    }

    void beginPoll() {
        left = running.size();
        running.forEach(QueryWalk::beginPoll);
        passOver();
    }

    /** Whether a query is left for this poll. */
    boolean remain() {
        return left > 0;
    }

    /** Whether any query is asked at all. */
    boolean any() {
        return !running.isEmpty();
    }

    QueryWalk current() {
        return running.getFirst();
    }

    /** The current query has had its turn. */
    void next() {
        running.addLast(running.removeFirst());
        left--;
        passOver();
    }

    /** The current query is left out from now on. */
    void stopCurrent() {
        stopped.add(running.removeFirst());
        left--;
        passOver();
    }

    /** In place of the current query there are these; they are asked at once. */
    void replaceCurrent(List<QueryWalk> others) {
        running.removeFirst();
        left--;
        for (QueryWalk walk : others) {
            running.addFirst(walk);
            left++;
        }
    }

    /** All queries are asked again, from their stored cursors. */
    void restart() {
        running.addAll(stopped);
        stopped.clear();
        running.forEach(QueryWalk::restart);
        left = 0;
    }

    private void passOver() {
        while (left > 0 && !current().isNeeded()) {
            running.addLast(running.removeFirst());
            left--;
        }
    }
}
