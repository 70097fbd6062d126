package io.weathervane.deadletter;

/** Why a record could not be indexed: the stable code that its dead letter carries. */
public enum DeadLetterReason {
    NOT_JSON("not-json", "The record is not a JSON object."),
    NO_ID("no-id", "The record has no key, so there is no document id."),
    NO_TEXT("no-text", "There is no text to classify."),
    ABSURD_DATE("absurd-date", "The record's date is not one on which it can have been written."),
    TOO_DEEP("too-deep", "The record's JSON is nested deeper than any message of a source."),
    TOO_LARGE("too-large", "Elasticsearch refuses a request with this document alone because of its size."),
    CLASSIFY_FAILED("classify-failed", "A step of the classify route failed on this message."),
    REFUSED("refused", "Elasticsearch refuses this document for good.");

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
}
