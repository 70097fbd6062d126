package io.weathervane.deadletter;

import java.util.Arrays;
import java.util.Optional;

/** Why a message could not be sent or a record could not be indexed: the stable code that its dead letter carries. */
public enum DeadLetterReason {
    NOT_JSON("not-json", "It is not a JSON object."),
    NOT_A_MESSAGE(
            "not-a-message", "It is JSON, but neither a message of the source nor an answer that holds messages."),
    NO_ID("no-id", "Nothing identifies it: a tweet without an id, an article without a URL, a record without a key."),
    NO_TEXT("no-text", "There is no text to classify."),
    ABSURD_DATE("absurd-date", "The record's date is not one on which it can have been written."),
    TOO_DEEP("too-deep", "The record's JSON is nested deeper than any message of a source."),
    TOO_LARGE(
            "too-large",
            "It is larger than Kafka takes, or Elasticsearch refuses a request with it alone because of its size."),
    DAMAGED_FILE("damaged-file", "The rest of the file cannot be read: its compressed data is damaged or cut off."),
    CLASSIFY_FAILED("classify-failed", "A step of the classify route failed on this message."),
    REFUSED("refused", "Elasticsearch refuses this document for good."),
    ALERT_REFUSED("alert-refused", "It is no alert, or the receiver of alerts refuses it for good.");

    private final String code;
    private final String description;

    DeadLetterReason(String code, String description) {
        this.code = code;
        this.description = description;
    }

    /** The code in the dead letter's header; it never changes. */
    public String code() {
        return code;
    }

    public String description() {
        return description;
    }

    /** The reason of that code, if this version has one. */
    public static Optional<DeadLetterReason> of(String code) {
        return Arrays.stream(values()).filter(r -> r.code.equals(code)).findFirst();
    }
}
