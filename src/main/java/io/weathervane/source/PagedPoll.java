package io.weathervane.source;

import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a route that polls an API page by page: {@link #begin}, and as long as the exchange property
 * {@value #MORE_PAGES} is true {@link #request}, the HTTP call, {@link #read}, Kafka, {@link #acknowledged}; and
 * {@link #failed} for whatever throws on the way.
 *
 * <p>The cursor is stored when Kafka has acknowledged the last page, not before: pages come newest first, and a cursor that
 * stood at the newest message while older ones are missing would hide them for ever. Whatever ends a walk before that means
 * that its pages are read again. Polls must not overlap.
 */
public abstract class PagedPoll {

    /** Whether there is another page to ask for in this poll. */
    public static final String MORE_PAGES = "morePages";

    private static final Logger LOG = LoggerFactory.getLogger(PagedPoll.class);
    private static final String PAGE = "weathervane.page";

    private final String source;
    private final String scope;
    private final CursorFile cursor;
    private final int pageBudget;
    private final KafkaMessages messages;
    private final Comparator<String> order;
    protected final Clock clock;

    private Sweep sweep;
    private Set<String> sentInLastWalk = Set.of();
    private Set<String> sentInThisWalk = new HashSet<>();
    private Instant walkBegan;
    private Instant lastWholeWalk;
    private Instant resumeAt = Instant.MIN;
    private int pagesOfThisPoll;
    private int itemsOfThisPoll;

    /**
     * @param source the source's name for the log
     * @param scope what the cursor is a position in: the API and the query
     * @param pageBudget the most pages of one poll, from 1; a walk that has a cursor goes on with the next poll, one without
     *     ends there, as nobody asked for all of the past
     * @param order the order of positions
     */
    protected PagedPoll(
            String source,
            String scope,
            CursorFile cursor,
            int pageBudget,
            KafkaMessages messages,
            Comparator<String> order,
            Clock clock) {
        this.source = source;
        this.scope = scope;
        this.cursor = cursor;
        this.pageBudget = pageBudget;
        this.messages = messages;
        this.order = order;
        this.clock = clock;
    }

    /**
     * The query parameters of the request for the next page of this walk.
     *
     * @param since the position that was reached before, or null
     * @param next what the last page named as the next one, or null for the first page
     */
    protected abstract Map<String, String> parameters(String since, String next);

    /** What the answer means; called with a status and a body whatever they are. */
    protected abstract ApiAnswer interpret(int status, Message answer, byte[] body, String since, String next);

    /**
     * Whether there may be anything that nobody else brings.
     *
     * @param lastWholeWalk when the last walk began that was walked to its end; null if there was none yet
     */
    protected boolean isNeeded(Instant lastWholeWalk) {
        return true;
    }

    /** Moves the cursor on to what Kafka has got from somebody else; never back. */
    protected final void advance(String position) {
        Optional<String> stored = cursor.read(scope);
        if (stored.isEmpty() || order.compare(position, stored.get()) > 0) {
            cursor.write(scope, position);
        }
    }

    /** Starts a poll, unless the API has asked to wait for longer. */
    public synchronized void begin(Exchange exchange) {
        boolean allowed = !clock.instant().isBefore(resumeAt);
        if (allowed && sweep == null) {
            allowed = isNeeded(lastWholeWalk);
            walkBegan = clock.instant();
            sweep = allowed ? new Sweep(cursor.read(scope), order) : null;
        }
        pagesOfThisPoll = 0;
        itemsOfThisPoll = 0;
        more(exchange, allowed);
    }

    /** Prepares the HTTP request. */
    public synchronized void request(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.GET);
        message.setHeader(Exchange.HTTP_QUERY, query(parameters(sweep.since(), sweep.next())));
        message.setBody(null);
    }

    /** Reads the HTTP response and leaves the list of messages for Kafka, empty if the response is no page, as the body. */
    public synchronized void read(Exchange exchange) {
        Message response = exchange.getMessage();
        Integer status = response.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte[] body = response.getBody(byte[].class);
        ApiAnswer answer = interpret(
                status == null ? 0 : status, response, body == null ? new byte[0] : body, sweep.since(), sweep.next());
        response.removeHeaders("*");
        exchange.removeProperty(PAGE);
        if (answer instanceof Page whole) {
            Page page = withoutKnown(whole);
            exchange.setProperty(PAGE, page);
            response.setBody(page.items().stream()
                    .map(item -> messages.message(exchange, item, null))
                    .toList());
        } else {
            response.setBody(List.of());
            more(exchange, false);
            react(exchange, (Refusal) answer);
        }
    }

    /** Notes that Kafka has what {@link #read} left, and stores the cursor after the last page. */
    public synchronized void acknowledged(Exchange exchange) {
        Page page = exchange.getProperty(PAGE, Page.class);
        if (page == null) {
            return;
        }
        sweep.acknowledged(page);
        page.items().forEach(item -> key(item).ifPresent(sentInThisWalk::add));
        pagesOfThisPoll++;
        itemsOfThisPoll += page.items().size();
        pauseUntil(page.resumeAt());
        boolean budgetUsed = pagesOfThisPoll >= pageBudget;
        if (sweep.next() == null || budgetUsed && sweep.since() == null) {
            finish();
            more(exchange, false);
        } else {
            boolean paused = clock.instant().isBefore(resumeAt);
            more(exchange, !budgetUsed && !paused && !exchange.getContext().isStopping());
        }
    }

    /** Ends a poll that something was thrown in: the next one starts from the stored cursor. */
    public synchronized void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn("{}: this poll failed, the next one tries again: {}", source, Texts.rootCause(failure));
        LOG.debug("{}: this poll failed", source, failure);
        sweep = null;
    }

    private void react(Exchange exchange, Refusal refusal) {
        switch (refusal.reaction()) {
            case WAIT -> {
                pauseUntil(refusal.resumeAt());
                LOG.info("{}: {}", source, refusal.message());
            }
            case RETRY -> {
                sweep = null;
                LOG.warn("{}: {}", source, refusal.message());
            }
            case FORGET_CURSOR -> {
                sweep = new Sweep(Optional.empty(), order);
                LOG.warn("{}: {}", source, refusal.message());
            }
            case FINISH -> {
                LOG.info("{}: {}", source, refusal.message());
                finish();
            }
            case STOP -> {
                sweep = null;
                LOG.error("{}: {}", source, refusal.message());
                stopRoute(exchange);
            }
        }
    }

    /** A position may be inclusive: what the last walk has sent is not sent by the next one too. */
    private Page withoutKnown(Page page) {
        return new Page(
                page.items().stream()
                        .filter(item ->
                                key(item).filter(sentInLastWalk::contains).isEmpty())
                        .toList(),
                page.newest(),
                page.next(),
                page.resumeAt());
    }

    private static Optional<String> key(SourceItem item) {
        return item instanceof SourceMessage message ? Optional.of(message.key()) : Optional.empty();
    }

    private void finish() {
        if (!sentInThisWalk.isEmpty()) {
            sentInLastWalk = sentInThisWalk;
        }
        sentInThisWalk = new HashSet<>();
        if (sweep.newest() != null && !sweep.newest().equals(sweep.since())) {
            cursor.write(scope, sweep.newest());
        }
        lastWholeWalk = walkBegan;
        if (itemsOfThisPoll > 0) {
            LOG.info("{}: polled {} new messages", source, itemsOfThisPoll);
        }
        sweep = null;
    }

    private void pauseUntil(Instant instant) {
        if (instant != null) {
            resumeAt = instant;
        }
    }

    /** From a thread of its own: a route that is stopped waits for its exchanges, this one among them. */
    static void stopRoute(Exchange exchange) {
        String route = exchange.getFromRouteId();
        var context = exchange.getContext();
        context.getExecutorServiceManager()
                .newThread("stop-" + route, () -> {
                    try {
                        context.getRouteController().stopRoute(route);
                    } catch (Exception e) {
                        LOG.warn("The route {} could not be stopped", route, e);
                    }
                })
                .start();
    }

    private static void more(Exchange exchange, boolean more) {
        exchange.setProperty(MORE_PAGES, more);
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
