package io.weathervane.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * Answers {@code _bulk} as Elasticsearch does, with the faults that a test asks for: what a real server only shows under
 * conditions that a test cannot make at will.
 */
final class StubElasticsearch implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is answered for the whole request instead of its items. */
    record WholeAnswer(int status, String body, Map<String, String> headers) {
        static WholeAnswer of(int status, String type) {
            return new WholeAnswer(
                    status,
                    "{\"error\":{\"type\":\"%s\",\"reason\":\"as the test wants\"},\"status\":%d}"
                            .formatted(type, status),
                    Map.of());
        }
    }

    private final HttpServer server;
    /** Faults for the next requests, in order; none left: the request succeeds. */
    final Queue<WholeAnswer> nextAnswers = new ConcurrentLinkedQueue<>();
    /** Status and error type for a document, by its id and the number of its tries; null: it is indexed. */
    volatile BiFunction<String, Integer, Map.Entry<Integer, String>> itemFault = (id, tries) -> null;
    /** Ids in a request which make Elasticsearch refuse the whole of it. */
    volatile BiFunction<List<String>, Integer, WholeAnswer> requestFault = (ids, bytes) -> null;

    final Map<String, Integer> indexed = new ConcurrentHashMap<>();
    final Map<String, Integer> tries = new ConcurrentHashMap<>();
    final List<List<String>> requests = new CopyOnWriteArrayList<>();

    StubElasticsearch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        List<String> ids = ids(body);
        requests.add(ids);
        WholeAnswer whole = nextAnswers.poll();
        if (whole == null) {
            whole = requestFault.apply(ids, body.length());
        }
        if (whole == null) {
            whole = new WholeAnswer(200, items(ids), Map.of());
        }
        whole.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8");
        byte[] bytes = whole.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(whole.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String items(List<String> ids) throws IOException {
        List<Object> items = new ArrayList<>();
        boolean errors = false;
        for (String id : ids) {
            int attempt = tries.merge(id, 1, Integer::sum);
            Map.Entry<Integer, String> fault = itemFault.apply(id, attempt);
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("_index", "tweets-2026.11");
            item.put("_id", id);
            if (fault == null) {
                int times = indexed.merge(id, 1, Integer::sum);
                item.put("status", times == 1 ? 201 : 200);
                item.put("result", times == 1 ? "created" : "updated");
            } else {
                errors = true;
                item.put("status", fault.getKey());
                item.put("error", Map.of("type", fault.getValue(), "reason", "as the test wants"));
            }
            items.add(Map.of("index", item));
        }
        return JSON.writeValueAsString(Map.of("took", 1, "errors", errors, "items", items));
    }

    private static List<String> ids(String ndjson) throws IOException {
        List<String> ids = new ArrayList<>();
        String[] lines = ndjson.split("\n");
        for (int i = 0; i + 1 < lines.length; i += 2) {
            JsonNode action = JSON.readTree(lines[i]);
            ids.add(action.path("index").path("_id").asText());
        }
        return ids;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
