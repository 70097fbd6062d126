package io.weathervane.source;

import io.weathervane.source.ReconnectDelay.Failure;
import io.weathervane.source.StreamLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route that reads X API v2's filtered stream, {@code GET /2/tweets/search/stream}; one exchange is one
 * connection. If it {@link #isDue}: {@link #begin}, the rules, {@link #connect}, the HTTP call, {@link #open}, and as long
 * as the exchange property {@value #STREAMING} is true {@link #next}, Kafka, {@link #acknowledged}; {@link #failed} for
 * whatever throws on the way, the end of the connection too, and {@link #close} at last.
 *
 * <p>What Kafka has not acknowledged when a connection ends is forgotten here; it comes again by the stream's backfill or by
 * recent search, between which {@link XStreamCoverage} decides. Exchanges must not overlap.
 */
public final class XFilteredStream {

    /** Whether there is more to come over this connection. */
    public static final String STREAMING = "streaming";

    private static final Logger LOG = LoggerFactory.getLogger(XFilteredStream.class);

    private static final long LOOK_MILLIS = 200;

    private final XStreamItems items;
    private final XStreamCoverage coverage;
    private final AbortableClient client;
    private final KafkaMessages messages;
    private final int largest;
    private final Clock clock;
    private final ReconnectDelay delay;

    private int backfillMinutes;
    private RouteStopWatch watch;
    private XStreamConnection connection;
    private List<Message> underWay = List.of();
    private long acknowledged;
    private volatile String failure;

    /**
     * @param rules the rules that the stream has been given
     * @param client the one of the stream's endpoints
     * @param largest the bytes of the largest line that Kafka would take; longer ones become dead letters
     */
    public XFilteredStream(
            XStreamRules rules,
            XStreamCoverage coverage,
            AbortableClient client,
            KafkaMessages messages,
            int largest,
            Clock clock) {
        this.items = new XStreamItems(rules, largest);
        this.coverage = coverage;
        this.client = client;
        this.messages = messages;
        this.largest = largest;
        this.clock = clock;
        this.delay = new ReconnectDelay(clock);
    }

    /** Why the stream has been stopped, in words for the person who can help; empty while it runs. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the next try to connect is allowed. */
    public boolean isDue() {
        return delay.isOver();
    }

    /** From here to {@link #close}, a stop of the route ends the request that is under way. */
    public void begin(Exchange exchange) {
        connection = null;
        acknowledged = 0;
        watch = RouteStopWatch.start(exchange, client::abort);
    }

    /** Prepares the HTTP request. */
    public void connect(Exchange exchange) {
        backfillMinutes = coverage.backfillMinutes();
        Map<String, String> parameters = XRecentSearch.fields();
        if (backfillMinutes > 0) {
            parameters.put("backfill_minutes", Integer.toString(backfillMinutes));
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.GET);
        message.setHeader(Exchange.HTTP_QUERY, PagedPoll.query(parameters));
        message.setBody(null);
    }

    /** X has answered: reads on in a thread of its own. */
    public void open(Exchange exchange) throws IOException {
        Message response = exchange.getMessage();
        int status = response.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status != 200) {
            byte[] body = response.getBody(byte[].class);
            if (backfillMinutes > 0 && (status == 400 || status == 403)) {
                coverage.backfillRefused();
                throw XStreamRefusal.forNow("X does not let this key go back (" + XRecentSearch.problem(status, body)
                        + "), so recent search fills the gaps. Set x.stream.backfill-minutes=0");
            }
            throw XStreamRefusal.of(status, response, body, clock);
        }
        connection = new XStreamConnection(content(response), largest, clock);
        exchange.getContext()
                .getExecutorServiceManager()
                .newThread("read-" + exchange.getFromRouteId(), connection)
                .start();
        response.removeHeaders("*");
        exchange.setProperty(STREAMING, true);
        coverage.connected(backfillMinutes > 0);
        failure = null;
        LOG.info(
                "X filtered stream: connected{}",
                backfillMinutes > 0 ? ", going back " + backfillMinutes + " min" : "");
    }

    /** Waits for the next tweets and leaves the list of messages for Kafka as the body. */
    public void next(Exchange exchange) throws IOException, InterruptedException {
        underWay = new ArrayList<>();
        while (underWay.isEmpty() && !watch.isStopping()) {
            Instant until = connection.takenUntil();
            if (until != null) {
                coverage.heard(until);
            }
            for (Line line : connection.take(LOOK_MILLIS)) {
                items.of(line).forEach(item -> underWay.add(messages.message(exchange, item, null)));
            }
        }
        exchange.getMessage().setBody(underWay);
        exchange.setProperty(STREAMING, !underWay.isEmpty());
    }

    /** Kafka has what {@link #next} left. */
    public void acknowledged(Exchange exchange) {
        for (Message message : underWay) {
            String id = message.getHeader(KafkaConstants.KEY, String.class);
            if (id != null) {
                coverage.acknowledged(id);
            }
        }
        acknowledged += underWay.size();
        delay.reset();
    }

    /** Something was thrown, the end of the connection most likely: decides when to try again. */
    public void failed(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.debug("X filtered stream: the connection is given up", thrown);
        if (watch.isStopping()) {
            return;
        }
        if (thrown instanceof XStreamRefusal refusal && refusal.failure() == null) {
            failure = refusal.getMessage();
            LOG.error("X filtered stream: {}; the stream has stopped, recent search goes on", failure);
            // the timer may fire once more before the route has stopped
            delay.begin(Failure.RATE_LIMIT, null);
            PagedPoll.stopRoute(exchange);
            return;
        }
        Duration pause = pause(thrown);
        LOG.warn(
                "X filtered stream: {}; trying again {}",
                thrown instanceof XStreamRefusal ? thrown.getMessage() : Texts.rootCause(thrown),
                pause.isZero() ? "at once" : "in " + TimeUtils.printDuration(pause.toMillis(), true));
    }

    /** The connection is over, whatever the reason. */
    public void close(Exchange exchange) {
        watch.close();
        client.abort();
        coverage.disconnected();
        exchange.getMessage().setBody(null);
        if (connection != null) {
            connection.close();
            LOG.info(
                    "X filtered stream: {} messages came over this connection, with {} partial errors beside them",
                    acknowledged,
                    items.takePartialErrors());
        }
    }

    private Duration pause(Throwable thrown) {
        if (connection != null && connection.isEnd(thrown) && connection.wasHeard()) {
            delay.reset();
            return Duration.ZERO;
        }
        return thrown instanceof XStreamRefusal refusal
                ? delay.begin(refusal.failure(), refusal.resumeAt())
                : delay.begin(Failure.NETWORK, null);
    }

    private static InputStream content(Message response) {
        InputStream content = response.getBody(InputStream.class);
        return content == null ? InputStream.nullInputStream() : content;
    }
}
