package io.weathervane.source;

import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Refusal;
import java.time.Duration;
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
    private final PollPauses pauses;

    private boolean stopped;
    private int sentInThisPoll;

    PagedPoll(PagedSource source, List<QueryWalk> walks) {
        this.source = source;
        this.turns = new Turns(walks);
        this.pauses = new PollPauses(source.budget(), source.clock());
        source.counters().watchPause(this::pause);
        source.counters().watchBudget(source.budget());
    }

    @Override
    public synchronized void onStart(Route route) {
        stopped = false;
        turns.restart();
        pauses.restart();
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
        Trace.begin(exchange);
        QueryWalk walk = turns.current();
        PageRequest.write(exchange.getMessage(), walk.path(), walk.parameters());
        pauses.asks();
    }

    /** Reads the HTTP response and leaves the list of messages for Kafka, empty if the response is no page, as the body. */
    public synchronized void read(Exchange exchange) {
        pauses.answered();
        Message message = exchange.getMessage();
        ApiAnswer answer =
                turns.current().interpret(ApiResponse.of(message, source.clock().instant()));
        message.removeHeaders("*");
        exchange.removeProperty(PAGE);
        if (answer instanceof Page whole) {
            pauses.succeeded();
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
        pauses.limited(page.resumeAt());
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
        Trace.end();
        if (turns.remain()) {
            turns.current().failed();
            turns.next();
        }
        pauses.broke();
    }

    private synchronized Duration pause() {
        return pauses.left();
    }

    private void react(Exchange exchange, Refusal refusal) {
        QueryWalk walk = turns.current();
        LOG.atLevel(refusal.reaction().level()).log("{}, {}: {}", source.name(), walk, refusal.message());
        switch (refusal.reaction()) {
            case WAIT -> pauses.limited(refusal.resumeAt());
            case RETRY -> {
                walk.failed();
                turns.next();
                pauses.failed();
            }
            case RESTART -> {
                walk.restart();
                turns.next();
            }
            case FORGET_CURSOR -> walk.forgetCursor();
            case NARROW -> {
                walk.narrow(refusal.next());
                if (!walk.goesOn()) {
                    turns.next();
                }
            }
            case FINISH -> {
                walk.finish();
                turns.next();
            }
            case SPLIT -> split(exchange, walk, refusal);
            case STOP_QUERY -> stopQuery(exchange, walk, refusal);
            case STOP -> stop(exchange, refusal.message() + " Polling has stopped");
        }
        more(exchange);
    }

    private void split(Exchange exchange, QueryWalk walk, Refusal refusal) {
        List<QueryWalk> halves = walk.halves();
        if (halves.isEmpty()) {
            stopQuery(exchange, walk, refusal);
        } else {
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

    /** Says whether the poll goes on, and at its end what it has brought. */
    private void more(Exchange exchange) {
        boolean more = !stopped
                && turns.remain()
                && !pauses.pausing()
                && !exchange.getContext().isStopping();
        exchange.setProperty(MORE_PAGES, more);
        if (!more) {
            if (sentInThisPoll > 0) {
                LOG.info("{}: polled {} new messages", source.name(), sentInThisPoll);
                sentInThisPoll = 0;
            }
            Trace.end();
        }
    }
}
