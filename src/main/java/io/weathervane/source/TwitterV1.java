package io.weathervane.source;

import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitter4j.v1.Status;

/** The steps of the route that polls Twitter's API v1.1 with camel-twitter, which gives one status an exchange. Thread-safe. */
public final class TwitterV1 {

    private static final Logger LOG = LoggerFactory.getLogger(TwitterV1.class);

    private final KafkaMessages messages;

    public TwitterV1(KafkaMessages messages) {
        this.messages = messages;
    }

    /** Turns the status in the body into the list of one message for Kafka, in the shape of API v2. */
    public void convert(Exchange exchange) {
        SourceMessage message = TwitterV1Status.toV2(exchange.getMessage().getBody(Status.class));
        exchange.getMessage().setBody(List.of(messages.message(exchange, message, null)));
    }

    /** Kafka has not taken the status: the next poll brings it again. */
    public void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn("Twitter v1: a tweet was not sent, the next poll brings it again: {}", Texts.rootCause(failure));
        // or the idempotentConsumer would remember it as sent
        exchange.getExchangeExtension().setFailureHandled(true);
    }
}
