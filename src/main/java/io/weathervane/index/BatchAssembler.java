package io.weathervane.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StatefulService;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Opens what camel-kafka read as a {@link Batch}, and puts together again what the classify route made of its messages.
 * A record that cannot be read, and one on which the classify route fails, is given up alone. Thread-safe.
 */
public final class BatchAssembler implements AggregationStrategy {

    private final DocumentMaker documents;
    private final Map<String, MessageFormat> formats;
    private final OutcomeCounters counters;

    BatchAssembler(DocumentMaker documents, Map<String, MessageFormat> formats, OutcomeCounters counters) {
        this.documents = documents;
        this.formats = Map.copyOf(formats);
        this.counters = counters;
    }

    /** Reads the records of one poll. */
    public Batch open(@Body List<Exchange> polled, Exchange exchange) {
        List<KafkaRecord> records = polled.stream()
                .map(record -> KafkaRecord.of(record.getMessage()))
                .toList();
        MessageFormat format = formats.get(records.get(0).topic());
        Batch batch = new Batch(format, records, consumer(polled.get(0)), () -> isStopping(exchange));
        counters.read(batch);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                counters.released(batch);
            }
        });
        for (int i = 0; i < polled.size(); i++) {
            KafkaRecord record = batch.records().get(i);
            try {
                batch.add(new Batch.Readable(
                        record, documents.message(record, format, polled.get(i).getMessage())));
            } catch (UnusableRecordException e) {
                batch.giveUp(record, e.reason(), e.getMessage());
            }
        }
        return batch;
    }

    @Override
    public Exchange aggregate(Exchange assembled, Exchange classified) {
        throw new UnsupportedOperationException("The batch is the body of the exchange that is split");
    }

    @Override
    public Exchange aggregate(Exchange assembled, Exchange classified, Exchange polled) {
        Batch batch = polled.getMessage().getBody(Batch.class);
        int index = classified.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class);
        KafkaRecord record = batch.readable(index).record();
        Exception failure = classified.getException();
        if (failure instanceof DirectConsumerNotAvailableException || failure instanceof RejectedExecutionException) {
            // the classify route is being replaced: nothing is wrong with the message
            throw new RuntimeCamelException(failure);
        }
        try {
            batch.add(documents.document(record, classified));
        } catch (UnusableRecordException e) {
            batch.giveUp(record, e.reason(), e.getMessage());
        }
        return polled;
    }

    private static Consumer<?, ?> consumer(Exchange record) {
        DefaultKafkaManualCommit manual =
                record.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, DefaultKafkaManualCommit.class);
        if (manual == null) {
            throw new IllegalStateException(
                    "The route must read with allowManualCommit: true, or its offsets are committed before all has been answered for");
        }
        return manual.getCamelExchangePayload().consumer;
    }

    private static boolean isStopping(Exchange exchange) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        return exchange.getContext().isStopping()
                || route == null
                || route.getConsumer() instanceof StatefulService consumer
                        && !consumer.getStatus().isStarted();
    }
}
