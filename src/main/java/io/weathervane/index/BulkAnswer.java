package io.weathervane.index;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of a bulk request: an answer for each document, or one for the whole request. */
sealed interface BulkAnswer {

    /** Elasticsearch answered for each document, in the order of the request. */
    record PerDocument(List<BulkResponseItem> items) implements BulkAnswer {}

    /**
     * Nothing can be said of any document, but the request may succeed later.
     *
     * @param retryAfter how long the server asked to wait
     */
    record Unavailable(String detail, Optional<Duration> retryAfter) implements BulkAnswer {}

    /** The request as a whole is refused for good; a smaller one may not be. */
    record Refused(int status, String detail) implements BulkAnswer {}
}
