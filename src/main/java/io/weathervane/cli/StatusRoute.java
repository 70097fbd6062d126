package io.weathervane.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Answers {@code GET /observe/status} on the application's HTTP server with an {@link ApplicationStatus}. */
final class StatusRoute extends RouteBuilder {

    static final String PATH = "/observe/status";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StatusSnapshot snapshot;

    StatusRoute(StatusSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public void configure() {
        from("platform-http:" + PATH + "?httpMethodRestrict=GET")
                .routeId("serve-status")
                .routeDescription("Answers what has become of the records of each topic, for `weathervane status`.")
                .process(this::answer);
    }

    private void answer(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        message.setBody(JSON.writeValueAsBytes(snapshot.of(exchange.getContext())));
    }
}
