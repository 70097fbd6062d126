package io.weathervane.source;

import io.weathervane.source.ReconnectDelay.Failure;
import java.io.IOException;
import java.time.Instant;

/** X answers something else than what the stream needs. The message is one line for the log, without any secret. */
final class XStreamRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean forGood;
    private final Failure failure;
    private final Instant resumeAt;

    private XStreamRefusal(String message, boolean forGood, Failure failure, Instant resumeAt) {
        super(message);
        this.forGood = forGood;
        this.failure = failure;
        this.resumeAt = resumeAt;
    }

    /** Only a person can help. */
    static XStreamRefusal forGood(String message) {
        // should the route be started again, then not at once
        return new XStreamRefusal(message, true, Failure.RATE_LIMIT, null);
    }

    /** Another try may have more luck. */
    static XStreamRefusal forNow(String message) {
        return new XStreamRefusal(message, false, Failure.HTTP, null);
    }

    /** What a status means that is none of success. */
    static XStreamRefusal of(ApiResponse response) {
        String problem = XProblem.of(response);
        return switch (response.status()) {
            case 401 ->
                forGood("X refuses the bearer token (" + problem + "). Put a valid one into x.bearer-token "
                        + "(environment: X_BEARER_TOKEN) and start again");
            case 403 ->
                forGood(
                        "X does not let the app of x.bearer-token (environment: X_BEARER_TOKEN) use the filtered stream ("
                                + problem + "). Take the token of an app that may, or set x.stream.enabled=false");
            case 429 -> new XStreamRefusal("X answers " + problem, false, Failure.RATE_LIMIT, reset(response));
            default -> forNow("X answers " + problem);
        };
    }

    boolean isForGood() {
        return forGood;
    }

    /** By which rule to wait. */
    Failure failure() {
        return failure;
    }

    /** Not before this, whatever the delay; null if X does not say. */
    Instant resumeAt() {
        return resumeAt;
    }

    /** Too many connections is a 429 too, and leaves requests to spend. */
    private static Instant reset(ApiResponse response) {
        boolean left = response.header("x-rate-limit-remaining").matches("0*[1-9]\\d*");
        boolean told = !response.header("x-rate-limit-reset").isEmpty();
        return told && !left ? XRateLimit.reset(response) : null;
    }
}
