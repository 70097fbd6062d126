package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * An API's HTTP response, whatever it is. Times that the API names are by its own clock, which its {@code Date} header shows;
 * {@link #byOurClock} makes them ours, so that a clock that is wrong on either side neither hammers nor sleeps.
 */
final class ApiResponse {

    private final int status;
    private final Message headers;
    private final byte[] body;
    private final Instant receivedAt;

    private ApiResponse(int status, Message headers, byte[] body, Instant receivedAt) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /**
     * @param message what camel-http has left; its headers must stay as long as this is used
     * @param receivedAt by our clock
     */
    static ApiResponse of(Message message, Instant receivedAt) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte[] body = message.getBody(byte[].class);
        return new ApiResponse(status == null ? 0 : status, message, body == null ? new byte[0] : body, receivedAt);
    }

    /** The HTTP status; 0 if there is none. */
    int status() {
        return status;
    }

    JsonNode json() throws IOException {
        return Json.parse(body);
    }

    /** The value of a header; empty if it is missing. */
    String header(String name) {
        String value = headers.getHeader(name, String.class);
        return value == null ? "" : value.strip();
    }

    /** When it came, by our clock. */
    Instant receivedAt() {
        return receivedAt;
    }

    /** When it was sent, by the API's clock; by ours if the API does not say. */
    Instant date() {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header("Date")));
        } catch (DateTimeException none) {
            return receivedAt;
        }
    }

    /** A time by the API's clock as a time by ours. */
    Instant byOurClock(Instant theirs) {
        return receivedAt.plus(Duration.between(date(), theirs));
    }

    /** How long {@code Retry-After} asks to wait, in one of its two forms, between a second and a day; else the default. */
    Duration retryAfter(Duration otherwise) {
        String value = header("Retry-After");
        Duration asked;
        try {
            asked = value.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(date(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
        } catch (DateTimeException none) {
            return otherwise;
        }
        Duration least = Duration.ofSeconds(1);
        Duration most = Duration.ofDays(1);
        return asked.compareTo(least) < 0 ? least : asked.compareTo(most) > 0 ? most : asked;
    }
}
