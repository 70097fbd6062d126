package io.weathervane.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stands between the worker and a real Elasticsearch and does to bulk requests what networks and busy clusters do. */
final class FaultProxy implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is done to one bulk request. */
    interface Fault {
        void apply(Bulk bulk) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String target;
    private volatile Fault fault = Bulk::pass;
    private volatile boolean away;
    final AtomicInteger bulks = new AtomicInteger();
    final AtomicInteger faults = new AtomicInteger();

    FaultProxy(String target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void fault(Fault wanted) {
        fault = wanted;
    }

    /** Whether every connection breaks, as if there were no server. */
    void away(boolean wanted) {
        away = wanted;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (away) {
            exchange.close();
            return;
        }
        Bulk request = new Bulk(exchange, exchange.getRequestBody().readAllBytes());
        if (exchange.getRequestURI().getPath().endsWith("_bulk")) {
            bulks.incrementAndGet();
            fault.apply(request);
        } else {
            request.pass();
        }
    }

    /** One request on its way. */
    final class Bulk {
        private final HttpExchange exchange;
        private final byte[] body;

        Bulk(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        /** The number of this bulk request, from 1. */
        int number() {
            return bulks.get();
        }

        int size() {
            return body.length;
        }

        /** To Elasticsearch and back. */
        void pass() throws IOException {
            HttpResponse<byte[]> answer = forward(body);
            respond(answer.statusCode(), answer.body());
        }

        /** The whole request is answered with that status, and Elasticsearch does not see it. */
        void refuse(int status, String type) throws IOException {
            faults.incrementAndGet();
            respond(
                    status,
                    "{\"error\":{\"type\":\"%s\",\"reason\":\"chaos\"},\"status\":%d}"
                            .formatted(type, status)
                            .getBytes(StandardCharsets.UTF_8));
        }

        /** Every n-th item is answered with that status; Elasticsearch sees the others. */
        void refuseEvery(int n, int status, String type) throws IOException {
            String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
            StringBuilder kept = new StringBuilder();
            List<String> refused = new ArrayList<>();
            for (int i = 0; i + 1 < lines.length; i += 2) {
                boolean refuse = (i / 2) % n == 0;
                refused.add(
                        refuse
                                ? JSON.readTree(lines[i])
                                        .path("index")
                                        .path("_id")
                                        .asText()
                                : null);
                if (!refuse) {
                    kept.append(lines[i]).append('\n').append(lines[i + 1]).append('\n');
                }
            }
            faults.incrementAndGet();
            ArrayNode items = JSON.createArrayNode();
            JsonNode passed = kept.isEmpty()
                    ? JSON.createArrayNode()
                    : JSON.readTree(forward(kept.toString().getBytes(StandardCharsets.UTF_8))
                                    .body())
                            .path("items");
            int next = 0;
            for (String id : refused) {
                items.add(id == null ? passed.get(next++) : item(id, status, type));
            }
            ObjectNode answer = JSON.createObjectNode();
            answer.put("took", 1);
            answer.put("errors", true);
            answer.set("items", items);
            respond(200, JSON.writeValueAsBytes(answer));
        }

        /** Elasticsearch does what was asked, but its answer comes too late. */
        void applyAndAnswerAfter(Duration delay) throws IOException {
            faults.incrementAndGet();
            HttpResponse<byte[]> answer = forward(body);
            LockSupport.parkNanos(delay.toNanos());
            respond(answer.statusCode(), answer.body());
        }

        /** Elasticsearch does what was asked, and the connection breaks in the middle of its answer. */
        void applyAndCut() throws IOException {
            faults.incrementAndGet();
            byte[] answer = forward(body).body();
            headers();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer, 0, answer.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        }

        /** The connection breaks before Elasticsearch sees anything. */
        void cut() {
            faults.incrementAndGet();
            exchange.close();
        }

        private ObjectNode item(String id, int status, String type) {
            ObjectNode result = JSON.createObjectNode();
            result.put("_index", "tweets");
            result.put("_id", id);
            result.put("status", status);
            result.putObject("error").put("type", type).put("reason", "chaos");
            ObjectNode item = JSON.createObjectNode();
            item.set("index", result);
            return item;
        }

        private HttpResponse<byte[]> forward(byte[] content) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            content.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(content));
            for (String name : List.of("Content-Type", "Accept")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            try {
                return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private void respond(int status, byte[] content) throws IOException {
            headers();
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            try {
                exchange.getResponseBody().write(content);
            } finally {
                exchange.close();
            }
        }

        private void headers() {
            exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
