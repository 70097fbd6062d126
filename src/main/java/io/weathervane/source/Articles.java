package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.deadletter.DeadLetterReason;
import io.weathervane.source.MessageKind.Collector;

/** Finds the articles in NewsAPI's JSON. */
final class Articles {

    /** What stands in the place of every text of an article that its publisher has withdrawn. */
    private static final String REMOVED = "[Removed]";

    private Articles() {}

    static void collect(JsonNode value, Collector into) {
        JsonNode articles = value.path("articles");
        if (articles.isArray()) {
            articles.forEach(article -> article(article, into));
        } else if ("error".equals(Json.text(value, "status"))) {
            into.bad(
                    value, DeadLetterReason.NOT_A_MESSAGE, "NewsAPI's answer is an error: " + Json.text(value, "code"));
        } else {
            article(value, into);
        }
    }

    private static void article(JsonNode article, Collector into) {
        if (!article.isObject()) {
            into.bad(article, DeadLetterReason.NOT_A_MESSAGE, "an article is a JSON object");
            return;
        }
        if (REMOVED.equals(Json.text(article, "title"))) {
            return;
        }
        String url = Json.text(article, "url");
        if (url == null) {
            into.bad(article, DeadLetterReason.NO_ID, "the article has no url");
        } else {
            into.message(ArticleUrl.key(url), article);
        }
    }
}
