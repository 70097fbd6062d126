package io.weathervane.source;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One query of an API that answers page by page, newest first. Its {@code toString} shows a person which. Immutable. */
interface PagedQuery {

    /** What a cursor of this query is a position in: the API and the query. */
    String scope();

    /** Where to ask, below the address in the route; empty for that address itself. */
    default String path() {
        return "";
    }

    /**
     * The parameters of the request for the next page.
     *
     * @param since the position that was reached before, or null
     * @param next what the last page named as the next one, or null for the first page
     */
    Map<String, String> parameters(String since, String next);

    /** What the response to such a request means; called with a status and a body whatever they are. */
    ApiAnswer interpret(ApiResponse response, String since, String next);

    /** The order of positions. */
    Comparator<String> order();

    /**
     * Whether there may be anything that nobody else brings.
     *
     * @param lastWholeWalk when the last walk began that came to its end; null if none did yet
     */
    default boolean isNeeded(Instant lastWholeWalk) {
        return true;
    }

    /** While it is not needed: the position up to which Kafka has everything from somebody else. */
    default Optional<String> broughtElsewhere() {
        return Optional.empty();
    }

    /** The same question as two smaller ones, or nothing if it has no halves. */
    default List<PagedQuery> halves() {
        return List.of();
    }
}
