package io.weathervane.index;

import io.weathervane.deadletter.DeadLetterReason;

/** A record that can never become a document, and why. */
public final class UnusableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    UnusableRecordException(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
