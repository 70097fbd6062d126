package io.weathervane.source;

import io.weathervane.config.Version;
import io.weathervane.deadletter.DeadLetter;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/**
 * Makes what one camel-kafka step sends: a list of these messages as its body, each with its own key and headers (the
 * component's option {@code batchWithIndividualHeaders} must be on). What is no message goes to the topic
 * {@code <topic>.dead}, with the headers of a dead letter. Thread-safe.
 */
public final class KafkaMessages {

    /** What Kafka adds to a message: its key, its headers and the frame of a batch. */
    private static final int RECORD_OVERHEAD = 1_024;

    private final String topic;
    private final boolean sample;
    private final Clock clock;

    /**
     * @param topic the topic that the route sends to; its dead letters go to {@code <topic>.dead}
     * @param sample whether these are samples of the demo
     */
    public KafkaMessages(String topic, boolean sample, Clock clock) {
        this.topic = topic;
        this.sample = sample;
        this.clock = clock;
    }

    /**
     * The most bytes of a message's body.
     *
     * @param largestRecord the most bytes that Kafka takes with all that it adds
     */
    public static int largestBody(int largestRecord) {
        return largestRecord - RECORD_OVERHEAD;
    }

    /**
     * @param exchange the exchange of the route that fetched the item
     * @param file the name of the file that it comes from, or null
     */
    Message message(Exchange exchange, SourceItem item, String file) {
        Message message = new DefaultMessage(exchange.getContext());
        RecordHeaders.of(clock.instant(), exchange.getFromRouteId(), Trace.of(exchange))
                .forEach(message::setHeader);
        if (sample) {
            message.setHeader(RecordHeaders.SAMPLE, "true");
        }
        if (item instanceof SourceMessage good) {
            message.setHeader(KafkaConstants.KEY, good.key());
            message.setBody(good.json());
        } else if (item instanceof BadLine bad) {
            message.setHeader(KafkaConstants.OVERRIDE_TOPIC, DeadLetter.topicFor(topic));
            String place = file == null ? null : file + ":" + bad.line();
            DeadLetter.rejected(topic, bad.reason(), bad.detail(), place, clock.instant(), Version.current())
                    .forEach(message::setHeader);
            message.setBody(bad.content());
        }
        return message;
    }
}
