package io.weathervane.source;

import io.weathervane.config.TraceId;
import java.time.Instant;
import java.util.Map;

/** The headers of a Kafka record: what is known of a message and is not the source's. All are strings in UTF-8. */
public final class RecordHeaders {

    /** When the message was fetched, ISO-8601. */
    public static final String FETCHED_AT = "weathervane.fetched-at";

    /** The id of the route that fetched it. */
    public static final String ROUTE = "weathervane.route";

    /** "true" on the demo's samples; else absent. */
    public static final String SAMPLE = "weathervane.sample";

    /** Which answer of an API, list of a stream or file it came with: see {@link TraceId}. */
    public static final String TRACE_ID = TraceId.HEADER;

    private RecordHeaders() {}

    /** What every record has. */
    static Map<String, String> of(Instant fetchedAt, String route, String traceId) {
        return Map.of(FETCHED_AT, fetchedAt.toString(), ROUTE, route, TRACE_ID, traceId);
    }
}
