package io.weathervane.index;

import io.weathervane.config.TraceId;
import io.weathervane.deadletter.DeadLetterReason;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/** Makes the message for the classify route of a record, and the document of what that route made of it. Thread-safe. */
final class DocumentMaker {

    private final RecordParser parser;

    DocumentMaker(RecordParser parser) {
        this.parser = parser;
    }

    /** @param polled the record as camel-kafka read it */
    Message message(KafkaRecord record, MessageFormat format, Message polled) throws UnusableRecordException {
        Message message = new DefaultMessage(polled.getExchange().getContext());
        message.setHeaders(polled.getHeaders());
        record.traceId()
                .ifPresentOrElse(
                        id -> message.setHeader(TraceId.HEADER, id), () -> message.removeHeader(TraceId.HEADER));
        message.setBody(parser.parse(record, format));
        return message;
    }

    Document document(KafkaRecord record, Exchange classified) throws UnusableRecordException {
        Exception failure = classified.getException();
        if (failure != null) {
            throw new UnusableRecordException(DeadLetterReason.CLASSIFY_FAILED, String.valueOf(failure.getMessage()));
        }
        if (classified.getMessage().getBody() instanceof Map<?, ?> body) {
            return new Document(record, parser.id(record), parser.document(record, body));
        }
        throw new UnusableRecordException(
                DeadLetterReason.CLASSIFY_FAILED, "The classify route left no map in the body of the message");
    }
}
