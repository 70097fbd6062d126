package io.weathervane.source;

import io.weathervane.source.ApiAnswer.Reaction;
import java.util.Arrays;

/**
 * The error codes of NewsAPI (<a href="https://newsapi.org/docs/errors">newsapi.org/docs/errors</a>, and
 * {@code maximumResultsReached}, which is not there), each with what a poll does about it.
 */
enum NewsApiError {
    API_KEY_DISABLED("apiKeyDisabled", Reaction.STOP),
    API_KEY_INVALID("apiKeyInvalid", Reaction.STOP),
    API_KEY_MISSING("apiKeyMissing", Reaction.STOP),
    API_KEY_EXHAUSTED("apiKeyExhausted", Reaction.WAIT),
    RATE_LIMITED("rateLimited", Reaction.WAIT),
    MAXIMUM_RESULTS_REACHED("maximumResultsReached", Reaction.NARROW),
    PARAMETER_INVALID("parameterInvalid", Reaction.STOP_QUERY),
    PARAMETERS_MISSING("parametersMissing", Reaction.STOP_QUERY),
    SOURCES_TOO_MANY("sourcesTooMany", Reaction.SPLIT),
    SOURCE_DOES_NOT_EXIST("sourceDoesNotExist", Reaction.STOP_QUERY),
    UNEXPECTED_ERROR("unexpectedError", Reaction.RETRY),
    /** Not documented, and no code that the status explains. */
    OTHER("", Reaction.RETRY);

    private final String code;
    private final Reaction reaction;

    NewsApiError(String code, Reaction reaction) {
        this.code = code;
        this.reaction = reaction;
    }

    /** What a poll does when nothing better is known of the request. */
    Reaction reaction() {
        return reaction;
    }

    /**
     * @param code the answer's field {@code code}; null if there is none: then the status decides
     */
    static NewsApiError of(String code, int status) {
        if (code == null) {
            return switch (status) {
                case 401, 403 -> API_KEY_INVALID;
                case 429 -> RATE_LIMITED;
                default -> OTHER;
            };
        }
        return Arrays.stream(values())
                .filter(error -> error.code.equals(code))
                .findFirst()
                .orElse(OTHER);
    }
}
