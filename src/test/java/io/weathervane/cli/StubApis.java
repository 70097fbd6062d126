package io.weathervane.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * X's recent search and NewsAPI's everything as their documentation has them: newest first, by pages, from a position on,
 * with a limit on the results of one request; and with failures in between, at fixed requests.
 */
final class StubApis implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;
    /** NewsAPI's plan gives no more results of one window. */
    private static final int PLAN = 200;

    private static final long FIRST_TWEET = 1_900_000_000_000L;
    private static final Instant FIRST_ARTICLE = Instant.parse("2026-01-01T00:00:00Z");

    final AtomicInteger requests = new AtomicInteger();
    final Set<String> servedTweets = ConcurrentHashMap.newKeySet();
    final Set<String> servedUrls = ConcurrentHashMap.newKeySet();
    private final AtomicInteger published = new AtomicInteger();
    private final HttpServer server;

    StubApis() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/x/2/tweets/search/recent", exchange -> answer(exchange, this::tweets));
        server.createContext("/newsapi/v2/everything", exchange -> answer(exchange, this::articles));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As many tweets, and as many articles, are there from now on. */
    void publish(int more) {
        published.addAndGet(more);
    }

    private void answer(HttpExchange exchange, Api api) throws IOException {
        int number = requests.incrementAndGet();
        try (exchange) {
            if (number % 7 == 0) {
                exchange.sendResponseHeaders(503, -1);
            } else if (number % 11 == 0) {
                exchange.getResponseHeaders()
                        .set("x-rate-limit-reset", Long.toString(Instant.now().getEpochSecond() + 1));
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(429, -1);
            } else {
                Answer answer = api.answer(parameters(exchange));
                byte[] body = JSON.writeValueAsBytes(answer.body());
                exchange.sendResponseHeaders(answer.status(), body.length);
                // every so often the connection breaks off in the middle
                int sent = number % 5 == 0 ? body.length / 2 : body.length;
                exchange.getResponseBody().write(body, 0, sent);
                if (sent == body.length) {
                    answer.served().run();
                }
            }
        }
    }

    private Answer tweets(Map<String, String> parameters) {
        long since = Long.parseLong(parameters.getOrDefault("since_id", "0"));
        long before = Long.parseLong(parameters.getOrDefault("next_token", Long.toString(Long.MAX_VALUE)));
        List<Long> found = newestFirst()
                .mapToLong(i -> FIRST_TWEET + i)
                .filter(id -> id > since && id < before)
                .boxed()
                .toList();
        List<Long> page = found.subList(0, Math.min(PAGE, found.size()));
        ObjectNode body = JSON.createObjectNode();
        ArrayNode data = JSON.createArrayNode();
        page.forEach(id -> data.addObject().put("id", id.toString()).put("text", "a tweet"));
        ObjectNode meta = body.putObject("meta").put("result_count", page.size());
        if (!page.isEmpty()) {
            body.set("data", data);
            meta.put("newest_id", page.get(0).toString());
        }
        if (page.size() < found.size()) {
            meta.put("next_token", page.get(page.size() - 1).toString());
        }
        return new Answer(200, body, () -> page.forEach(id -> servedTweets.add(id.toString())));
    }

    private Answer articles(Map<String, String> parameters) {
        Instant from = Instant.parse(parameters.getOrDefault("from", "2000-01-01T00:00:00Z"));
        Instant to = Instant.parse(parameters.getOrDefault("to", "2100-01-01T00:00:00Z"));
        int skip = (Integer.parseInt(parameters.get("page")) - 1) * PAGE;
        if (skip >= PLAN) {
            return new Answer(
                    426,
                    JSON.createObjectNode()
                            .put("status", "error")
                            .put("code", "maximumResultsReached")
                            .put("message", "You have requested too many results."),
                    () -> {});
        }
        List<Integer> found = newestFirst()
                .filter(i -> !published(i).isBefore(from) && !published(i).isAfter(to))
                .boxed()
                .toList();
        List<Integer> page = found.subList(Math.min(skip, found.size()), Math.min(skip + PAGE, found.size()));
        ObjectNode body = JSON.createObjectNode().put("status", "ok").put("totalResults", found.size());
        ArrayNode articles = body.putArray("articles");
        page.forEach(i -> articles.addObject()
                .put("title", "an article")
                .put("url", url(i))
                .put("publishedAt", published(i).toString()));
        return new Answer(200, body, () -> page.forEach(i -> servedUrls.add(url(i))));
    }

    private IntStream newestFirst() {
        int count = published.get();
        return IntStream.rangeClosed(1, count).map(i -> count + 1 - i);
    }

    private static String url(int article) {
        return "https://news.example/" + article;
    }

    /** Three articles a second. */
    private static Instant published(int article) {
        return FIRST_ARTICLE.plusSeconds(article / 3);
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, ObjectNode body, Runnable served) {}

    private interface Api {
        Answer answer(Map<String, String> parameters);
    }
}
