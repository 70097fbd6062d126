package io.weathervane.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Stands in for NewsAPI's {@code everything}: answers from samples as NewsAPI documents it, whatever the query is. Thread-safe. */
final class SampleArticles {

    private static final Map<String, String> NO_HEADERS = Map.of();

    private final List<ObjectNode> samples;
    private final SampleTimeline timeline;
    private final Clock clock;

    /**
     * @param samples articles, published in this order; one without a time stays without
     */
    SampleArticles(List<ObjectNode> samples, double backlog, Instant anchor, Duration interval, Clock clock) {
        this.samples = List.copyOf(samples);
        this.timeline = new SampleTimeline(samples.size(), (int) (samples.size() * backlog), anchor, interval);
        this.clock = clock;
    }

    SampleAnswer everything(Map<String, String> parameters) {
        if (parameters.getOrDefault("q", "").isBlank()) {
            return error(
                    "parametersMissing",
                    "Required parameters are missing, the scope of your search is too broad. Please set any of the following "
                            + "required parameters and try again: q, qInTitle, sources, domains.");
        }
        int page = number(parameters.getOrDefault("page", "1"));
        int pageSize = number(parameters.getOrDefault("pageSize", "100"));
        if (page < 1) {
            return error("parameterInvalid", "The page parameter cannot be less than 1.");
        }
        if (pageSize < 1 || pageSize > 100) {
            return error("parameterInvalid", "The pageSize parameter must be between 1 and 100.");
        }
        Instant from;
        Instant to;
        try {
            from = time(parameters.get("from"), Instant.MIN);
            to = time(parameters.get("to"), Instant.MAX);
        } catch (DateTimeException e) {
            return error("parameterInvalid", "The from and to parameters must be in ISO 8601 format.");
        }
        return new SampleAnswer(200, NO_HEADERS, page(page, pageSize, from, to));
    }

    private ObjectNode page(int page, int pageSize, Instant from, Instant to) {
        ArrayNode articles = Json.MAPPER.createArrayNode();
        long skipped = (long) (page - 1) * pageSize;
        long total = 0;
        Instant now = clock.instant();
        for (long i = timeline.published(now) - 1; i >= timeline.oldest(now); i--) {
            Instant published = timeline.published(i).truncatedTo(ChronoUnit.SECONDS);
            if (published.isBefore(from) || published.isAfter(to)) {
                continue;
            }
            if (total >= skipped && articles.size() < pageSize) {
                articles.add(article(i, published));
            }
            total++;
        }
        ObjectNode answer = Json.MAPPER.createObjectNode().put("status", "ok").put("totalResults", total);
        answer.set("articles", articles);
        return answer;
    }

    private ObjectNode article(long number, Instant published) {
        ObjectNode article = samples.get(timeline.sample(number)).deepCopy();
        if (timeline.round(number) > 0 && article.hasNonNull("url")) {
            String url = article.path("url").asText();
            article.put("url", url + (url.contains("?") ? "&" : "?") + "round=" + timeline.round(number));
        }
        return article.hasNonNull("publishedAt") ? article.put("publishedAt", published.toString()) : article;
    }

    private static SampleAnswer error(String code, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("status", "error").put("code", code).put("message", message);
        return new SampleAnswer(400, NO_HEADERS, body);
    }

    /** As NewsAPI takes times: a date, or a date and time with or without a zone. */
    private static Instant time(String text, Instant missing) {
        if (text == null || text.isBlank()) {
            return missing;
        }
        if (text.length() == "2026-11-01".length()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        boolean zoned = text.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)");
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
