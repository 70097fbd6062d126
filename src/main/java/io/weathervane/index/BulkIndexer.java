package io.weathervane.index;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import io.weathervane.config.TraceId;
import io.weathervane.deadletter.DeadLetter;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Brings a batch to its end: every document is in Elasticsearch, or its record is in the dead-letter topic, however long
 * that takes. Only what may succeed later is sent again; a request that is refused as a whole is halved until the guilty
 * documents stand alone. Thread-safe.
 */
public final class BulkIndexer {

    private static final Logger LOG = LoggerFactory.getLogger(BulkIndexer.class);

    private final BulkSender sender;
    private final DeadLetterProducer deadLetters;
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
        this.deadLetters = deadLetters;
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
        Deque<List<Document>> requests = requests(batch.documents());
        int failures = 0;
        while (!requests.isEmpty()) {
            List<Document> request = requests.poll();
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
                requests.addFirst(again);
                batch.pause().await(backoff.pause(failures, asked));
            }
        }
        giveUp(batch);
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
            Batch batch, List<Document> request, BulkAnswer.Refused refused, Deque<List<Document>> requests) {
        if (request.size() == 1) {
            DeadLetterReason reason = refused.status() == 413 ? DeadLetterReason.TOO_LARGE : DeadLetterReason.REFUSED;
            batch.giveUp(request.get(0).record(), reason, refused.detail());
        } else {
            int middle = request.size() / 2;
            // in order: where two documents have one id, the later one must win
            requests.addFirst(request.subList(middle, request.size()));
            requests.addFirst(request.subList(0, middle));
        }
    }

    private void giveUp(Batch batch) throws ConsumerPause.StoppingException {
        if (batch.deadLetters().isEmpty()) {
            return;
        }
        for (int attempt = 1; !sent(batch, attempt); attempt++) {
            batch.pause().await(backoff.pause(attempt, Optional.empty()));
        }
        counters.answered(
                batch,
                OutcomeCounters.Outcome.DEAD_LETTERED,
                batch.deadLetters().size());
    }

    private static void warnOfDeadLetters(Batch batch) {
        DeadLetter first = batch.deadLetters().get(0);
        Header traceId = first.headers().lastHeader(TraceId.HEADER);
        // a batch has records of many polls: the line has the id of the one that it names
        try (MDC.MDCCloseable named = MDC.putCloseable(
                TraceId.MDC_KEY,
                TraceId.of(traceId == null ? null : traceId.value()).orElse(null))) {
            LOG.warn(
                    "{} records of {} are given up, the first because of {}: `weathervane dead-letters list` shows them",
                    batch.deadLetters().size(),
                    batch.topic(),
                    first.reason().code());
        }
    }

    private boolean sent(Batch batch, int attempt) {
        try {
            deadLetters.send(batch.deadLetters());
            warnOfDeadLetters(batch);
            return true;
        } catch (KafkaException e) {
            if (Integer.bitCount(attempt) == 1) {
                LOG.warn(
                        "Kafka does not take {} dead letters of {}: {}. They are sent again; meanwhile no more are read.",
                        batch.deadLetters().size(),
                        batch.topic(),
                        e.getMessage());
            }
            return false;
        }
    }

    /** Requests of at most the given size; a document that is larger goes alone. */
    private Deque<List<Document>> requests(List<Document> documents) {
        Deque<List<Document>> requests = new ArrayDeque<>();
        List<Document> request = new ArrayList<>();
        long bytes = 0;
        for (Document document : documents) {
            if (!request.isEmpty() && bytes + document.json().length > maxBytes) {
                requests.add(request);
                request = new ArrayList<>();
                bytes = 0;
            }
            request.add(document);
            bytes += document.json().length;
        }
        if (!request.isEmpty()) {
            requests.add(request);
        }
        return requests;
    }
}
