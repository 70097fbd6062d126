package io.weathervane.source;

import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Refusal;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a route that polls an API page by page: {@link #begin}, and as long as the exchange property
 * {@value #MORE_PAGES} is true {@link #request}, the HTTP call, {@link #read}, Kafka, {@link #acknowledged}; and
 * {@link #failed} for whatever throws on the way. Each query of the source has its turn in every poll. Polls must not
 * overlap.
 *
 * <p>It is the route's policy as well: a start of the route asks again whatever was stopped.
 */
public final class PagedPoll extends RoutePolicySupport {

    /** Whether there is another page to ask for in this poll. */
    public static final String MORE_PAGES = "morePages";

    private static final Logger LOG = LoggerFactory.getLogger(PagedPoll.class);
    private static final String PAGE = "weathervane.page";

    private final PagedSource source;
    private final Turns turns;
    private final FailureBackoff backoff = new FailureBackoff();

    private Instant resumeAt = Instant.MIN;
    private boolean stopped;
    private boolean asking;
    private int sentInThisPoll;

    PagedPoll(PagedSource source, List<QueryWalk> walks) {
        this.source = source;
        this.turns = new Turns(walks);
    }

    @Override
    public synchronized void onStart(Route route) {
        stopped = false;
        turns.restart();
        backoff.reset();
        source.health().up();
    }

    /** Starts a poll, unless the API has to be left alone for longer. */
    public synchronized void begin(Exchange exchange) {
        turns.beginPoll();
        sentInThisPoll = 0;
        more(exchange);
    }

    /** Prepares the HTTP request. */
    public synchronized void request(Exchange exchange) {
        QueryWalk walk = turns.current();
        PageRequest.write(exchange.getMessage(), walk.path(), walk.parameters());
        source.budget().spend();
        asking = true;
    }

    /** Reads the HTTP response and leaves the list of messages for Kafka, empty if the response is no page, as the body. */
    public synchronized void read(Exchange exchange) {
        asking = false;
        Message message = exchange.getMessage();
        ApiAnswer answer =
                turns.current().interpret(ApiResponse.of(message, source.clock().instant()));
        message.removeHeaders("*");
        exchange.removeProperty(PAGE);
        if (answer instanceof Page whole) {
            backoff.reset();
            Page page = whole.with(source.unseen(whole.items()));
            exchange.setProperty(PAGE, page);
            message.setBody(page.items().stream()
                    .map(item -> source.messages().message(exchange, item, null))
                    .toList());
        } else {
            message.setBody(List.of());
            react(exchange, (Refusal) answer);
        }
    }

    /** Notes that Kafka has what {@link #read} left. */
    public synchronized void acknowledged(Exchange exchange) {
        Page page = exchange.getProperty(PAGE, Page.class);
        if (page == null) {
            return;
        }
        source.sent(page.items());
        sentInThisPoll += page.items().size();
        pauseUntil(page.resumeAt());
        turns.current().acknowledged(page);
        if (!turns.current().goesOn()) {
            turns.next();
        }
        more(exchange);
    }

    /** Ends a poll that something was thrown in: the next one asks for the same page once more. */
    public synchronized void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn("{}: this poll failed, the next one tries again: {}", source.name(), Texts.rootCause(failure));
        LOG.debug("{}: this poll failed", source.name(), failure);
        if (turns.remain()) {
            turns.current().failed();
            turns.next();
        }
        if (asking) {
            asking = false;
            backoff.failed(source.clock().instant());
        }
    }

    private void react(Exchange exchange, Refusal refusal) {
        QueryWalk walk = turns.current();
        switch (refusal.reaction()) {
            case WAIT -> {
                LOG.info("{}: {}", source.name(), refusal.message());
                pauseUntil(refusal.resumeAt());
            }
            case RETRY -> {
                LOG.warn("{}: {}", source.name(), refusal.message());
                walk.failed();
                turns.next();
                backoff.failed(source.clock().instant());
            }
            case RESTART -> {
                LOG.warn("{}, {}: {}", source.name(), walk, refusal.message());
                walk.restart();
                turns.next();
            }
            case FORGET_CURSOR -> {
                LOG.warn("{}, {}: {}", source.name(), walk, refusal.message());
                walk.forgetCursor();
            }
            case NARROW -> {
                LOG.debug("{}, {}: {}", source.name(), walk, refusal.message());
                walk.narrow(refusal.next());
                passOnWhenDone(walk);
            }
            case FINISH -> {
                LOG.info("{}, {}: {}", source.name(), walk, refusal.message());
                walk.finish();
                turns.next();
            }
            case SPLIT -> split(exchange, walk, refusal);
            case STOP_QUERY -> stopQuery(exchange, walk, refusal);
            case STOP -> {
                walk.restart();
                stop(exchange, refusal.message() + " Polling has stopped");
            }
        }
        more(exchange);
    }

    private void passOnWhenDone(QueryWalk walk) {
        if (!walk.goesOn()) {
            turns.next();
        }
    }

    private void split(Exchange exchange, QueryWalk walk, Refusal refusal) {
        List<QueryWalk> halves = walk.halves();
        if (halves.isEmpty()) {
            stopQuery(exchange, walk, refusal);
        } else {
            LOG.info("{}, {}: {} From now on this is two queries", source.name(), walk, refusal.message());
            turns.replaceCurrent(halves);
        }
    }

    private void stopQuery(Exchange exchange, QueryWalk walk, Refusal refusal) {
        turns.stopCurrent();
        String problem = walk + ": " + refusal.message() + " This query is not asked any more";
        if (turns.any()) {
            LOG.error("{}, {}", source.name(), problem);
            source.health().down(problem);
        } else {
            stop(exchange, problem);
        }
    }

    private void stop(Exchange exchange, String problem) {
        LOG.error("{}: {}", source.name(), problem);
        source.health().down(problem);
        stopped = true;
        // from a thread of its own: a route that is stopped waits for its exchanges, this one among them
        stopRouteAsync(exchange.getContext().getRoute(exchange.getFromRouteId()));
    }

    private void pauseUntil(Instant instant) {
        if (instant != null) {
            resumeAt = instant;
        }
    }

    private boolean paused() {
        Instant now = source.clock().instant();
        return stopped
                || now.isBefore(resumeAt)
                || now.isBefore(backoff.until())
                || now.isBefore(source.budget().next());
    }

    /** Says whether the poll goes on, and at its end what it has brought. */
    private void more(Exchange exchange) {
        boolean more = turns.remain() && !paused() && !exchange.getContext().isStopping();
        exchange.setProperty(MORE_PAGES, more);
        if (!more && sentInThisPoll > 0) {
            LOG.info("{}: polled {} new messages", source.name(), sentInThisPoll);
            sentInThisPoll = 0;
        }
    }
}
