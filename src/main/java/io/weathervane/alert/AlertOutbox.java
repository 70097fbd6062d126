package io.weathervane.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * The last steps of a rule's route, for each alert that it has found: its record for Kafka, and afterwards the word that
 * Kafka has it. Thread-safe.
 */
public final class AlertOutbox {

    private static final String CAUSE_ID = "weathervaneAlertCause";
    private static final String ALERT_ID = "weathervaneAlertId";

    private final AlertLedger ledger;

    AlertOutbox(AlertLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * An alert that is claimed and not in Kafka yet.
     *
     * @param causeId the record's key: alerts of one cause stay in their order
     */
    record Pending(String causeId, JsonNode json) {}

    /** Those of the new ones that are not in a quiet period, after those that a worker which is gone has left. */
    List<Pending> pending(String rule, List<Alert> found, Instant now) throws IOException {
        List<Pending> pending = new ArrayList<>();
        for (JsonNode hit : ledger.abandoned(rule, now)) {
            String causeId = hit.path("_id").asText();
            if (ledger.takeOver(causeId, now)) {
                pending.add(new Pending(causeId, hit.path("_source").path("alert")));
            }
        }
        for (Alert alert : found) {
            if (ledger.claim(alert)) {
                pending.add(new Pending(alert.causeId(), alert.toJson()));
            }
        }
        return pending;
    }

    /** Makes a {@link Pending} the record that goes to Kafka. */
    public void record(Exchange exchange) {
        Message message = exchange.getMessage();
        Pending pending = message.getBody(Pending.class);
        exchange.setProperty(CAUSE_ID, pending.causeId());
        exchange.setProperty(ALERT_ID, pending.json().path("id").asText());
        message.removeHeaders("*");
        message.setHeader(KafkaConstants.KEY, pending.causeId());
        message.setBody(pending.json().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Kafka has acknowledged the record. */
    public void sent(Exchange exchange) throws IOException {
        ledger.sent(exchange.getProperty(CAUSE_ID, String.class), exchange.getProperty(ALERT_ID, String.class));
    }
}
