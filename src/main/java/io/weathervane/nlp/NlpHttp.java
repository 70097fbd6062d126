package io.weathervane.nlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route to an NLP service: what is sent, what is read, and what is said if it fails. The message stays in a
 * property of the exchange meanwhile, and the result lands where {@code doccat:} would put it. Thread-safe.
 */
public final class NlpHttp {

    private static final Logger LOG = LoggerFactory.getLogger(NlpHttp.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CLASSIFICATION = "classification";
    private static final String MESSAGE = "nlpMessage";
    private static final String HTTP_HEADERS = "CamelHttp*";

    private final String url;
    private final String model;
    /** What was said last: the same is not said for each message of a batch. */
    private final AtomicReference<String> said = new AtomicReference<>("");

    /**
     * @param url of the service; blank if there is none
     * @param model the key under {@code classification}, and the local model
     */
    NlpHttp(String url, String model) {
        this.url = url.strip();
        this.model = model;
    }

    /** Sets the property {@code nlpCalled}: whether there is a service, and something to ask it. */
    public void begin(Exchange exchange, @ExchangeProperty("nlpText") Object text) {
        if (url.isEmpty()) {
            say("nlp-http.url is not set: the local model " + model + " classifies; set NLP_HTTP_URL to ask a service");
        }
        boolean readable = text instanceof String words && !words.isBlank();
        exchange.setProperty("nlpCalled", readable && !url.isEmpty());
    }

    /** Puts the text into a JSON object in place of the message. */
    public void request(
            Exchange exchange, @ExchangeProperty("nlpField") String field, @ExchangeProperty("nlpText") String text)
            throws JsonProcessingException {
        Message message = exchange.getMessage();
        exchange.setProperty(MESSAGE, message.getBody());
        message.removeHeaders(HTTP_HEADERS);
        message.setHeader(Exchange.HTTP_URI, url);
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(JSON.writeValueAsBytes(Map.of(field, text)));
    }

    /** Puts the message in place of the answer, and the answer under {@code classification}. */
    public void read(
            Exchange exchange,
            @ExchangeProperty("nlpLabel") String label,
            @ExchangeProperty("nlpScore") String score,
            @ExchangeProperty("nlpVersion") String version)
            throws IOException {
        JsonNode answer = JSON.readTree(exchange.getMessage().getBody(byte[].class));
        JsonNode name = answer.at(label);
        JsonNode probability = answer.at(score);
        if (!name.isTextual()
                || !probability.isNumber()
                || !(probability.asDouble() >= 0 && probability.asDouble() <= 1)) {
            throw new IOException("its answer has no text at " + label + " or no number from 0 to 1 at " + score
                    + "; correct the pointers in the route nlp-http");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("label", name.asText());
        result.put("score", probability.asDouble());
        result.put(
                "model",
                Map.of("name", "nlp-http", "version", answer.at(version).asText("unknown")));
        restore(exchange);
        add(exchange.getMessage(), result);
        if (!said.getAndSet("").isEmpty()) {
            LOG.info("The NLP service answers");
        }
    }

    /** Puts the message back for the local model, and says once why. */
    public void failed(Exchange exchange) {
        restore(exchange);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        // a breaker that is open only repeats what was said
        if (failure != null && !(failure instanceof CallNotPermittedException)) {
            say("The NLP service does not help (" + reason(failure) + "): the local model " + model + " classifies");
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof HttpOperationFailedException refused) {
            int status = refused.getStatusCode();
            return "status " + status
                    + switch (status) {
                        case 401, 403 ->
                            ", it refuses the key: correct nlp-http.api-key (environment: NLP_HTTP_API_KEY)";
                        case 404, 405 ->
                            ", it is not at that address: correct nlp-http.url (environment: NLP_HTTP_URL)";
                        default -> "";
                    };
        }
        if (failure instanceof JsonProcessingException) {
            return "its answer is no JSON";
        }
        String message = String.valueOf(failure.getMessage()).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return failure.getClass().getSimpleName() + ": " + message;
    }

    private void say(String what) {
        if (!what.equals(said.getAndSet(what))) {
            LOG.warn(what);
        }
    }

    private static void restore(Exchange exchange) {
        exchange.getMessage().removeHeaders(HTTP_HEADERS);
        exchange.getMessage().removeHeader(Exchange.CONTENT_TYPE);
        Object message = exchange.removeProperty(MESSAGE);
        if (message != null) {
            exchange.getMessage().setBody(message);
        }
    }

    private void add(Message message, Map<String, Object> result) {
        Map<?, ?> before = message.getBody(Map.class);
        Map<Object, Object> body = new LinkedHashMap<>(before);
        Map<Object, Object> classification = new LinkedHashMap<>();
        if (body.get(CLASSIFICATION) instanceof Map<?, ?> others) {
            classification.putAll(others);
        }
        classification.put(model, result);
        body.put(CLASSIFICATION, classification);
        message.setBody(body);
    }
}
