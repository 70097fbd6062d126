package io.weathervane.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.deadletter.DeadLetter;
import io.weathervane.deadletter.DeadLetterProducer;
import io.weathervane.deadletter.DeadLetterReason;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The steps that take an alert from Kafka to whoever wants it. A record is committed when its receiver has taken it or the
 * dead-letter topic has it. Thread-safe.
 */
public final class AlertDelivery {

    /** Exchange property: the alert in one line that is safe to show. */
    static final String TEXT = "alertText";

    private static final String COMMIT = "weathervaneAlertCommit";
    private static final String RECORD = "weathervaneAlertRecord";

    private final DeadLetterProducer deadLetters;

    AlertDelivery(DeadLetterProducer deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * Reads the record; the body becomes the alert's JSON, and no header of it is left for a receiver to trip over.
     *
     * @throws NotAnAlertException if it is none; a dead letter is what it is good for
     */
    public void open(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] value = message.getBody(byte[].class);
        Headers headers = message.getHeader(KafkaConstants.HEADERS, Headers.class);
        exchange.setProperty(
                RECORD,
                new DeadLetter(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class),
                        message.getHeader(KafkaConstants.OFFSET, Long.class),
                        message.getHeader(KafkaConstants.KEY, byte[].class),
                        value,
                        headers == null ? new RecordHeaders() : headers,
                        DeadLetterReason.ALERT_REFUSED,
                        ""));
        exchange.setProperty(COMMIT, message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
        message.removeHeaders("*");
        JsonNode alert = parse(value);
        exchange.setProperty(TEXT, AlertText.line(alert.path("text").asText()));
        exchange.setProperty("alertRule", AlertText.line(alert.path("rule").asText()));
        message.setBody(alert.toString());
    }

    private static JsonNode parse(byte[] value) {
        try {
            JsonNode alert = value == null ? null : AlertSearch.JSON.readTree(value);
            if (alert != null && alert.isObject() && alert.path("text").isTextual()) {
                return alert;
            }
            throw new NotAnAlertException("it is no JSON object with the key text");
        } catch (JsonProcessingException e) {
            throw new NotAnAlertException("it is no JSON: " + AlertText.line(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new NotAnAlertException("it cannot be read: " + e);
        }
    }

    /** Makes the alert an e-mail in plain text. */
    public void email(Exchange exchange) throws IOException {
        JsonNode alert = AlertSearch.JSON.readTree(exchange.getMessage().getBody(String.class));
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("Subject", "[Weathervane] " + exchange.getProperty(TEXT, String.class));
        message.setBody(exchange.getProperty(TEXT, String.class) + "\n\n"
                + AlertSearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(alert) + "\n");
    }

    /** Gives the alert up: its receiver refuses it for good, or it is none. */
    public void giveUp(Exchange exchange) {
        Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        DeadLetter read = exchange.getProperty(RECORD, DeadLetter.class);
        deadLetters.send(List.of(new DeadLetter(
                read.topic(),
                read.partition(),
                read.offset(),
                read.key(),
                read.value(),
                read.headers(),
                read.reason(),
                AlertText.line(why == null ? "" : String.valueOf(why.getMessage())))));
    }

    /** It is where it belongs. */
    public void commit(Exchange exchange) {
        exchange.getProperty(COMMIT, KafkaManualCommit.class).commit();
    }

    /** A record that is no alert. */
    public static final class NotAnAlertException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAnAlertException(String message) {
            super(message);
        }
    }
}
