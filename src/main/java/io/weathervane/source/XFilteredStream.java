package io.weathervane.source;

import io.weathervane.source.ReconnectDelay.Failure;
import io.weathervane.source.StreamLines.Line;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
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
 */
public final class XFilteredStream {

    /** Whether there is more to come over this connection. */
    public static final String STREAMING = "streaming";

    private static final Logger LOG = LoggerFactory.getLogger(XFilteredStream.class);

    /** How long it may take until a stop is noticed. */
    private static final long LOOK_MILLIS = 200;

    private final XStreamConnector connector;
    private final XStreamItems items;
    private final XStreamCoverage coverage;
    private final KafkaMessages messages;
    private final ReconnectDelay delay;

    private List<Message> underWay = List.of();
    private long acknowledged;
    private volatile String failure;

    public XFilteredStream(
            XStreamConnector connector,
            XStreamRules rules,
            XStreamCoverage coverage,
            KafkaMessages messages,
            Clock clock) {
        this.connector = connector;
        this.items = new XStreamItems(rules);
        this.coverage = coverage;
        this.messages = messages;
        this.delay = new ReconnectDelay(clock);
    }

    /** Why the stream has been stopped, in words for the person who can help; empty while it runs. Thread-safe. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the next try to connect is allowed. */
    public boolean isDue() {
        return delay.isOver();
    }

    /** Waits for the next tweets and leaves the list of messages for Kafka as the body. */
    public void next(Exchange exchange) throws IOException, InterruptedException {
        XStreamConnection connection = connector.connection();
        failure = null;
        underWay = new ArrayList<>();
        while (underWay.isEmpty() && !connector.isStopping()) {
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
    public void acknowledged() {
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
        if (connector.isStopping()) {
            return;
        }
        Duration pause = pause(thrown);
        String reason = thrown instanceof XStreamRefusal ? thrown.getMessage() : Texts.rootCause(thrown);
        if (thrown instanceof XStreamRefusal refusal && refusal.isForGood()) {
            failure = reason;
            LOG.error("X filtered stream: {}; the stream has stopped, recent search goes on", reason);
            PagedPoll.stopRoute(exchange);
        } else {
            String when = pause.isZero() ? "at once" : "in " + TimeUtils.printDuration(pause.toMillis(), true);
            LOG.warn("X filtered stream: {}; trying again {}", reason, when);
        }
    }

    /** The connection is over, whatever the reason. */
    public void close(Exchange exchange) {
        connector.close();
        exchange.getMessage().setBody(null);
        if (connector.connection() != null) {
            LOG.info(
                    "X filtered stream: {} messages came over this connection, with {} partial errors beside them",
                    acknowledged,
                    items.takePartialErrors());
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
