package io.weathervane.source;

/** NewsAPI's error codes, by what a poll can do about them. */
enum NewsApiError {
    /** The key is missing, unknown or switched off. */
    KEY,
    /** Too many requests, now or today. */
    LIMIT,
    /** The plan gives no more results for this query. */
    NO_MORE_RESULTS,
    /** A parameter is wrong. */
    REQUEST,
    /** Theirs, or not documented. */
    OTHER;

    /**
     * @param code the answer's field {@code code}; null if there is none
     */
    static NewsApiError of(String code, int status) {
        return switch (code == null ? "" : code) {
            case "apiKeyDisabled", "apiKeyInvalid", "apiKeyMissing" -> KEY;
            case "apiKeyExhausted", "rateLimited" -> LIMIT;
            case "maximumResultsReached" -> NO_MORE_RESULTS;
            case "parameterInvalid", "parametersMissing", "sourcesTooMany", "sourceDoesNotExist" -> REQUEST;
            case "" -> status == 401 || status == 403 ? KEY : status == 429 ? LIMIT : OTHER;
            default -> OTHER;
        };
    }
}
