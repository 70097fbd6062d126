package io.weathervane.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Stands in for the APIs of the sources that have no key, under {@code /sample-apis/x} and {@code /sample-apis/newsapi}:
 * answers from the folder of samples, of which a part is there at once and the rest comes with time. Thread-safe.
 */
public final class SampleApis {

    private static final String BASE = "/sample-apis";
    private static final SampleAnswer NOT_FOUND =
            new SampleAnswer(404, Map.of(), Json.MAPPER.createObjectNode().put("title", "Not Found"));

    private final Path samples;
    private final Path state;
    private final Duration tweetInterval;
    private final Duration articleInterval;
    private final double backlog;
    private final boolean x;
    private final boolean newsApi;
    private final Clock clock;
    private SampleTweets tweets;
    private SampleArticles articles;

    /**
     * @param samples the folder with {@code tweets.jsonl} and {@code articles.jsonl}; read with the first request
     * @param state the file that keeps the time of the first start
     * @param tweetInterval the time between two tweets, at least 1 ms
     * @param articleInterval the time between two articles, at least 1 ms
     * @param backlog the part of the samples that is there from the first start on, 0 to 1
     * @param x whether X is sampled; if not, 404
     * @param newsApi whether NewsAPI is sampled; if not, 404
     */
    public SampleApis(
            Path samples,
            Path state,
            Duration tweetInterval,
            Duration articleInterval,
            double backlog,
            boolean x,
            boolean newsApi,
            Clock clock) {
        this.samples = samples;
        this.state = state;
        this.tweetInterval = tweetInterval;
        this.articleInterval = articleInterval;
        this.backlog = backlog;
        this.x = x;
        this.newsApi = newsApi;
        this.clock = clock;
    }

    /** Answers one HTTP request. */
    public void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, "", String.class);
        SampleAnswer answer = answer(path, message.getHeader(Exchange.HTTP_RAW_QUERY, "", String.class));
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        answer.headers().forEach(message::setHeader);
        message.setBody(Json.bytes(answer.body()));
    }

    SampleAnswer answer(String path, String rawQuery) {
        String resource = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
        if (x && resource.equals("/x/2/tweets/search/recent")) {
            return tweets().recentSearch(parameters(rawQuery));
        }
        if (newsApi && resource.equals("/newsapi/v2/everything")) {
            return articles().everything(parameters(rawQuery));
        }
        return NOT_FOUND;
    }

    private synchronized SampleTweets tweets() {
        if (tweets == null) {
            Instant anchor = SampleAnchor.readOrCreate(state, clock);
            tweets = new SampleTweets(
                    SampleFile.read(samples.resolve("tweets.jsonl")), backlog, anchor, tweetInterval, clock);
        }
        return tweets;
    }

    private synchronized SampleArticles articles() {
        if (articles == null) {
            Instant anchor = SampleAnchor.readOrCreate(state, clock);
            articles = new SampleArticles(
                    SampleFile.read(samples.resolve("articles.jsonl")), backlog, anchor, articleInterval, clock);
        }
        return articles;
    }

    private static Map<String, String> parameters(String rawQuery) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : rawQuery.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
