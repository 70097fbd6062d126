package io.weathervane.index;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a batch to its end: every document is in Elasticsearch, or its record is in the dead-letter topic, however long
 * that takes. Only what may succeed later is sent again; a request that is refused as a whole is halved until the guilty
 * documents stand alone. Thread-safe.
 */
public final class BulkIndexer {

    private static final Logger LOG = LoggerFactory.getLogger(BulkIndexer.class);

    private final BulkSender sender;
    private final GivenUp givenUp;
    private final OutcomeCounters counters;
    private final Backoff backoff;
    private final long maxBytes;

    BulkIndexer(
            BulkSender sender,
            DeadLetterProducer deadLetters,
            OutcomeCounters counters,
            Backoff backoff,
            long maxBytes) {
        this.sender = sender;
        this.givenUp = new GivenUp(deadLetters, counters, backoff);
        this.counters = counters;
        this.backoff = backoff;
        this.maxBytes = maxBytes;
    }

    /**
     * Indexes the documents of the batch and gives up those that can never be indexed.
     *
     * @throws ConsumerPause.StoppingException when the route is stopped before all has been answered for
     */
    public void index(@Body Batch batch) throws ConsumerPause.StoppingException {
        BulkRequests requests = new BulkRequests(batch.documents(), maxBytes);
        int failures = 0;
        while (!requests.isEmpty()) {
            List<Document> request = requests.next();
            BulkAnswer answer = sender.send(batch.format().dataset(), request);
            List<Document> again = new ArrayList<>();
            Optional<Duration> asked = Optional.empty();
            String reason = "it is too busy";
            if (answer instanceof BulkAnswer.PerDocument each) {
                again.addAll(settle(batch, request, each.items()));
            } else if (answer instanceof BulkAnswer.Refused refused) {
                halveOrGiveUp(batch, request, refused, requests);
            } else if (answer instanceof BulkAnswer.Unavailable unavailable) {
                again.addAll(request);
                asked = unavailable.retryAfter();
                reason = unavailable.detail();
            }
            if (again.isEmpty()) {
                if (failures > 0) {
                    LOG.info("Elasticsearch takes the documents for {} again", batch.topic());
                }
                failures = 0;
            } else {
                failures++;
                warn(failures, again.size(), batch.topic(), reason);
                requests.again(again);
                batch.pause().await(backoff.pause(failures, asked));
            }
        }
        givenUp.send(batch);
    }

    /** Counts the answers; those documents that may be taken later are returned. */
    private List<Document> settle(Batch batch, List<Document> request, List<BulkResponseItem> items) {
        List<Document> again = new ArrayList<>();
        for (int i = 0; i < request.size(); i++) {
            Document document = request.get(i);
            BulkResponseItem item = items.get(i);
            String type = item.error() == null ? null : item.error().type();
            switch (Verdict.of(item.status(), type)) {
                case DONE -> counters.answered(batch, outcome(batch.format(), item), 1);
                case RETRYABLE -> again.add(document);
                case PERMANENT -> batch.giveUp(document.record(), DeadLetterReason.REFUSED, detail(item));
            }
        }
        return again;
    }

    /** The first time, and then ever more rarely: an outage of an hour must not fill the log. */
    private static void warn(int failures, int documents, String topic, String reason) {
        if (Integer.bitCount(failures) == 1) {
            LOG.warn(
                    "Elasticsearch does not take {} documents for {}: {}. They are sent again; meanwhile no more are read.",
                    documents,
                    topic,
                    reason);
        }
    }

    private static OutcomeCounters.Outcome outcome(MessageFormat format, BulkResponseItem item) {
        if (item.index().equals(format.failureIndex())) {
            return OutcomeCounters.Outcome.PIPELINE_ERROR;
        }
        return "created".equals(item.result()) ? OutcomeCounters.Outcome.INDEXED : OutcomeCounters.Outcome.UPDATED;
    }

    private static String detail(BulkResponseItem item) {
        if (item.error() == null) {
            return "HTTP status " + item.status();
        }
        String cause = item.error().causedBy() == null
                ? ""
                : " (" + item.error().causedBy().reason() + ")";
        return item.error().type() + ": " + item.error().reason() + cause;
    }

    private static void halveOrGiveUp(
            Batch batch, List<Document> request, BulkAnswer.Refused refused, BulkRequests requests) {
        if (request.size() == 1) {
            DeadLetterReason reason = refused.status() == 413 ? DeadLetterReason.TOO_LARGE : DeadLetterReason.REFUSED;
            batch.giveUp(request.get(0).record(), reason, refused.detail());
        } else {
            requests.halve(request);
        }
    }
}
