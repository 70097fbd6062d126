package io.weathervane.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that connect to X API v2's filtered stream, {@code GET /2/tweets/search/stream}: {@link #begin}, the rules,
 * {@link #request}, the HTTP call, {@link #open}. Exchanges must not overlap.
 */
public final class XStreamConnector {

    private static final Logger LOG = LoggerFactory.getLogger(XStreamConnector.class);

    private final XStreamCoverage coverage;
    private final AbortableClient client;
    private final int largest;
    private final Clock clock;

    private int backfillMinutes;
    private RouteStopWatch watch;
    private XStreamConnection connection;

    /**
     * @param client the one of the stream's endpoints
     * @param largest the bytes of the largest line that Kafka would take; of a longer one only the beginning is kept
     */
    public XStreamConnector(XStreamCoverage coverage, AbortableClient client, int largest, Clock clock) {
        this.coverage = coverage;
        this.client = client;
        this.largest = largest;
        this.clock = clock;
    }

    /** From here to {@link #close}, a stop of the route ends the request that is under way. */
    public void begin(Exchange exchange) {
        connection = null;
        watch = RouteStopWatch.start(exchange, client::abort);
    }

    /** Prepares the HTTP request. */
    public void request(Exchange exchange) {
        backfillMinutes = coverage.backfillMinutes();
        Map<String, String> parameters = XRecentSearch.fields();
        if (backfillMinutes > 0) {
            parameters.put("backfill_minutes", Integer.toString(backfillMinutes));
        }
        PageRequest.write(exchange.getMessage(), "", parameters);
    }

    /** X has answered: its answer is read on by a thread of its own. */
    public void open(Exchange exchange) throws IOException {
        Message response = exchange.getMessage();
        if (response.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class) != 200) {
            throw refusal(ApiResponse.of(response, clock.instant()));
        }
        InputStream content = response.getBody(InputStream.class);
        connection = new XStreamConnection(content == null ? InputStream.nullInputStream() : content, largest, clock);
        exchange.getContext()
                .getExecutorServiceManager()
                .newThread("read-" + exchange.getFromRouteId(), connection)
                .start();
        response.removeHeaders("*");
        exchange.setProperty(XFilteredStream.STREAMING, true);
        coverage.connected(backfillMinutes > 0);
        LOG.info(
                "X filtered stream: connected{}",
                backfillMinutes > 0 ? ", going back " + backfillMinutes + " min" : "");
    }

    /** The connection of this exchange; null before it is open. */
    XStreamConnection connection() {
        return connection;
    }

    boolean isStopping() {
        return watch.isStopping();
    }

    void close() {
        watch.close();
        client.abort();
        coverage.disconnected();
        if (connection != null) {
            connection.close();
        }
    }

    private XStreamRefusal refusal(ApiResponse response) {
        if (backfillMinutes > 0 && (response.status() == 400 || response.status() == 403)) {
            coverage.backfillRefused();
            return XStreamRefusal.forNow("X does not let this key go back (" + XProblem.of(response)
                    + "), so recent search fills the gaps. Set x.stream.backfill-minutes=0");
        }
        return XStreamRefusal.of(response);
    }
}
