package io.weathervane.source;

import io.weathervane.source.ReconnectDelay.Failure;
import io.weathervane.source.StreamLines.Line;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that bring the tweets of X's filtered stream to Kafka; one exchange is one connection. If it {@link #isDue},
 * {@link XStreamConnector} connects, and as long as the exchange property {@value #STREAMING} is true follow {@link #next},
 * Kafka, {@link #acknowledged}; {@link #failed} for whatever throws on the way, the end of the connection too, and
 * {@link #close} at last.
 *
 * <p>What Kafka has not acknowledged when a connection ends is forgotten here; it comes again by the stream's backfill or by
 * recent search, between which {@link XStreamCoverage} decides. Exchanges must not overlap.
 *
 * <p>It is the route's policy as well: a start of the route tries again whatever was stopped.
 */
public final class XFilteredStream extends RoutePolicySupport {

    /** Whether there is more to come over this connection. */
    public static final String STREAMING = "streaming";

    private static final Logger LOG = LoggerFactory.getLogger(XFilteredStream.class);

    /** How long it may take until a stop is noticed. */
    private static final long LOOK_MILLIS = 200;

    private final XStreamConnector connector;
    private final XStreamItems items;
    private final XStreamCoverage coverage;
    private final PagedSource source;
    private final ReconnectDelay delay;

    private List<SourceItem> underWay = List.of();
    private long acknowledged;

    XFilteredStream(XStreamConnector connector, XStreamRules rules, XStreamCoverage coverage, PagedSource source) {
        this.connector = connector;
        this.items = new XStreamItems(rules, source.counters());
        this.coverage = coverage;
        this.source = source;
        this.delay = new ReconnectDelay(source.clock());
    }

    @Override
    public void onStart(Route route) {
        delay.reset();
        source.health().up();
    }

    /** Whether the next try to connect is allowed. */
    public boolean isDue() {
        return delay.isOver();
    }

    /** Waits for the next tweets and leaves the list of messages for Kafka as the body. */
    public void next(Exchange exchange) throws IOException, InterruptedException {
        XStreamConnection connection = connector.connection();
        List<SourceItem> taken = new ArrayList<>();
        while (taken.isEmpty() && !connector.isStopping()) {
            Instant until = connection.takenUntil();
            if (until != null) {
                coverage.heard(until);
            }
            for (Line line : connection.take(LOOK_MILLIS)) {
                taken.addAll(items.of(line));
            }
        }
        Trace.begin(exchange);
        underWay = source.unseen(taken);
        exchange.getMessage()
                .setBody(underWay.stream()
                        .map(item -> source.messages().message(exchange, item, null))
                        .toList());
        exchange.setProperty(STREAMING, !taken.isEmpty());
    }

    /** Kafka has what {@link #next} left. */
    public void acknowledged() {
        source.sent(underWay);
        for (SourceItem item : underWay) {
            if (item instanceof SourceMessage tweet) {
                coverage.acknowledged(tweet.key());
            }
        }
        acknowledged += underWay.size();
        Trace.end();
        delay.reset();
    }

    /** Something was thrown, the end of the connection most likely: decides when to try again. */
    public void failed(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.debug("X filtered stream: the connection is given up", thrown);
        if (connector.isStopping()) {
            return;
        }
        Duration pause = pause(thrown);
        String reason = thrown instanceof XStreamRefusal ? thrown.getMessage() : Texts.rootCause(thrown);
        if (thrown instanceof XStreamRefusal refusal && refusal.isForGood()) {
            String problem = reason + ". The stream has stopped, recent search goes on";
            LOG.error("X filtered stream: {}", problem);
            source.health().down(problem);
            // from a thread of its own: a route that is stopped waits for its exchanges, this one among them
            stopRouteAsync(exchange.getContext().getRoute(exchange.getFromRouteId()));
        } else {
            String when = pause.isZero() ? "at once" : "in " + TimeUtils.printDuration(pause.toMillis(), true);
            LOG.warn("X filtered stream: {}; trying again {}", reason, when);
        }
    }

    /** The connection is over, whatever the reason. */
    public void close(Exchange exchange) {
        Trace.end();
        connector.close();
        exchange.getMessage().setBody(null);
        if (connector.connection() != null) {
            LOG.info("X filtered stream: {} messages came over this connection", acknowledged);
        }
        acknowledged = 0;
    }

    private Duration pause(Throwable thrown) {
        XStreamConnection connection = connector.connection();
        if (connection != null && connection.isEnd(thrown) && connection.wasHeard()) {
            delay.reset();
            return Duration.ZERO;
        }
        return thrown instanceof XStreamRefusal refusal
                ? delay.begin(refusal.failure(), refusal.resumeAt())
                : delay.begin(Failure.NETWORK, null);
    }
}
