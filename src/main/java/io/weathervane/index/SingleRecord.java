package io.weathervane.index;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One message that takes the way of the index routes outside of Kafka: it becomes the exchange that the classify route
 * gets, and the document that would be sent. Not thread-safe.
 */
public final class SingleRecord {

    private final MessageFormat format;
    private final Message polled;
    private final KafkaRecord record;
    private final DocumentMaker documents;

    /**
     * @param id the key that the record would have
     * @param json the value that the record would have
     * @param headers the headers that the record would have
     * @param clock what time it is, for dates that cannot be
     */
    public SingleRecord(
            CamelContext camel,
            MessageFormat format,
            String id,
            byte[] json,
            Map<String, String> headers,
            Clock clock) {
        this.format = format;
        this.documents = new DocumentMaker(new RecordParser(clock));
        RecordHeaders recordHeaders = new RecordHeaders();
        polled = new DefaultExchange(camel).getMessage();
        headers.forEach((name, value) -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            recordHeaders.add(name, bytes);
            polled.setHeader(name, bytes);
        });
        polled.setHeader(KafkaConstants.TOPIC, format.dataset());
        polled.setHeader(KafkaConstants.PARTITION, 0);
        polled.setHeader(KafkaConstants.OFFSET, 0L);
        polled.setHeader(KafkaConstants.KEY, id.getBytes(StandardCharsets.UTF_8));
        polled.setHeader(KafkaConstants.HEADERS, recordHeaders);
        polled.setBody(json);
        record = KafkaRecord.of(polled);
    }

    /**
     * The exchange for the classify route.
     *
     * @throws UnusableRecordException if the record would become a dead letter before it is classified
     */
    public Exchange exchange() throws UnusableRecordException {
        Exchange exchange = new DefaultExchange(polled.getExchange().getContext());
        exchange.setMessage(documents.message(record, format, polled));
        return exchange;
    }

    /**
     * The document that would be sent to Elasticsearch.
     *
     * @throws UnusableRecordException if the record would become a dead letter instead
     */
    public Document document(Exchange classified) throws UnusableRecordException {
        return documents.document(record, classified);
    }
}
