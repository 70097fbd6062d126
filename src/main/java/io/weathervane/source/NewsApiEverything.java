package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.source.ApiAnswer.Page;
import io.weathervane.source.ApiAnswer.Reaction;
import io.weathervane.source.ApiAnswer.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;

/**
 * Polls NewsAPI, {@code GET /v2/everything}, newest first, from the publication time of the newest article of the last
 * poll. Several articles of that second are read again: their ids are the same.
 */
public final class NewsApiEverything extends PagedPoll {

    private static final int PAGE_SIZE = 100;

    private final String query;
    private final String language;

    /**
     * @param apiUrl the API's base address; the cursor of another API does not count
     * @param query in NewsAPI's query language
     * @param language two letters, or blank for all
     * @param pageBudget the most pages of one poll, from 1; 100 articles a page
     */
    public NewsApiEverything(
            String apiUrl,
            String query,
            String language,
            int pageBudget,
            CursorFile cursor,
            KafkaMessages messages,
            Clock clock) {
        super(
                "NewsAPI",
                apiUrl + " " + query + " " + language,
                cursor,
                pageBudget,
                messages,
                Comparator.comparing(Instant::parse),
                clock);
        this.query = query;
        this.language = language;
    }

    @Override
    protected Map<String, String> parameters(String since, String next) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", query);
        if (language != null && !language.isBlank()) {
            parameters.put("language", language.strip());
        }
        if (since != null) {
            parameters.put("from", since);
        }
        parameters.put("sortBy", "publishedAt");
        parameters.put("pageSize", Integer.toString(PAGE_SIZE));
        parameters.put("page", next == null ? "1" : next);
        return parameters;
    }

    @Override
    protected ApiAnswer interpret(int status, Message answer, byte[] body, String since, String next) {
        JsonNode root;
        try {
            root = Json.parse(body);
        } catch (IOException e) {
            String what = status == 200 ? "is no JSON: " + Json.problem(e) : "has the status " + status;
            return new Refusal(Reaction.RETRY, "NewsAPI's answer " + what + "; the next poll tries again", null);
        }
        if (status == 200 && root.path("articles").isArray()) {
            return page(root, next);
        }
        return refusal(status, answer, root, since);
    }

    private Page page(JsonNode root, String next) {
        int page = next == null ? 1 : Integer.parseInt(next);
        JsonNode articles = root.path("articles");
        boolean last = articles.isEmpty()
                || (long) page * PAGE_SIZE >= root.path("totalResults").asLong();
        return new Page(
                MessageKind.ARTICLE.items(root, 1), newest(articles), last ? null : Integer.toString(page + 1), null);
    }

    /** The newest publication time, but not one in the future, which would hide all articles until then. */
    private String newest(JsonNode articles) {
        Instant now = clock.instant();
        Instant newest = null;
        for (JsonNode article : articles) {
            Instant published = instant(Json.text(article, "publishedAt"));
            if (published != null && !published.isAfter(now) && (newest == null || published.isAfter(newest))) {
                newest = published;
            }
        }
        return newest == null ? null : newest.toString();
    }

    private Refusal refusal(int status, Message answer, JsonNode root, String since) {
        NewsApiError error = NewsApiError.of(Json.text(root, "code"), status);
        String message = "NewsAPI answers " + status + " "
                + Texts.oneLine(
                        root.path("code").asText() + ": " + root.path("message").asText());
        return switch (error) {
            case KEY ->
                new Refusal(
                        Reaction.STOP,
                        message
                                + " Put a valid key into newsapi.api-key (environment: NEWSAPI_API_KEY) and start again; "
                                + "polling has stopped",
                        null);
            case LIMIT -> {
                Instant resume = clock.instant().plus(pause(answer));
                yield new Refusal(Reaction.WAIT, message + " Going on at " + resume, resume);
            }
            case NO_MORE_RESULTS -> new Refusal(Reaction.FINISH, message, null);
            case REQUEST ->
                since == null
                        ? new Refusal(Reaction.RETRY, message + " If it is the query, correct newsapi.query", null)
                        : new Refusal(
                                Reaction.FORGET_CURSOR,
                                message + " Going on without the time of the last article, " + since
                                        + ": the plan may not reach back to it, and articles since then may be missing",
                                null);
            case OTHER -> new Refusal(Reaction.RETRY, message + " The next poll tries again", null);
        };
    }

    private static Duration pause(Message answer) {
        try {
            long seconds = Long.parseLong(
                    answer.getHeader("Retry-After", "", String.class).strip());
            return Duration.ofSeconds(
                    Math.max(1, Math.min(seconds, Duration.ofDays(1).toSeconds())));
        } catch (NumberFormatException none) {
            return Duration.ofHours(1);
        }
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
