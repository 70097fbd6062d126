package io.weathervane.source;

import io.weathervane.config.TraceId;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/** The id of what an exchange is fetching: an answer of an API, a list of a stream, a file. */
final class Trace {

    private static final String PROPERTY = "weathervane.traceId";

    private Trace() {}

    /** Gives a new id to what is fetched from here on, and to what the log says of it. */
    static void begin(Exchange exchange) {
        String id = TraceId.create();
        exchange.setProperty(PROPERTY, id);
        MDC.put(TraceId.MDC_KEY, id);
    }

    /** The thread goes on to something else. */
    static void end() {
        MDC.remove(TraceId.MDC_KEY);
    }

    static String of(Exchange exchange) {
        String id = exchange.getProperty(PROPERTY, String.class);
        if (id == null) {
            id = TraceId.create();
            exchange.setProperty(PROPERTY, id);
        }
        return id;
    }
}
