package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * X's API as its documentation describes it, on a socket: keeps the rules of the stream itself, and leaves every connection
 * to the stream to the test, byte by byte.
 */
public final class StubX implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket server;
    private final BlockingQueue<StreamRequest> connections = new LinkedBlockingQueue<>();
    private final List<String> ruleChanges = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> rules = new LinkedHashMap<>();
    private volatile Function<Map<String, String>, String> recentSearch = query -> "{\"meta\":{\"result_count\":0}}";
    private volatile String answerToAdd;
    private int lastRule;

    public StubX() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** What recent search answers to these query parameters. */
    public void onRecentSearch(Function<Map<String, String>, String> answer) {
        recentSearch = answer;
    }

    /** The next connection to the stream, when it comes; null if none comes within the wait. */
    public StreamRequest connection(long waitMillis) throws InterruptedException {
        return connections.poll(waitMillis, TimeUnit.MILLISECONDS);
    }

    StreamRequest connection() throws InterruptedException {
        StreamRequest request = connection(10_000);
        if (request == null) {
            throw new AssertionError("nobody connects to the stream");
        }
        return request;
    }

    synchronized String addRule(String value, String tag) {
        String id = "rule-" + ++lastRule;
        rules.put(id, JSON.createObjectNode().put("id", id).put("value", value).put("tag", tag));
        return id;
    }

    synchronized List<String> rules() {
        return rules.values().stream()
                .map(rule ->
                        rule.path("tag").asText() + " " + rule.path("value").asText())
                .toList();
    }

    /** Answers an attempt to add rules with 400 and this. */
    void refuseRules(String problem) {
        answerToAdd = problem;
    }

    /** The bodies of all requests that change rules. */
    List<String> ruleChanges() {
        return ruleChanges;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String[] request = line(in).split(" ");
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] header = line.split(": ?", 2);
                headers.put(header[0].toLowerCase(java.util.Locale.ROOT), header[1]);
            }
            String path = request[1].replaceAll("\\?.*", "");
            Map<String, String> query = query(request[1]);
            if (path.endsWith("/stream")) {
                connections.add(new StreamRequest(socket, in, headers, query));
            } else if (path.endsWith("/rules")) {
                int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
                rules(socket, new String(in.readNBytes(length), UTF_8));
            } else {
                answer(socket, 200, Map.of(), recentSearch.apply(query));
            }
        } catch (IOException e) {
            // whoever asked is gone
        }
    }

    private synchronized void rules(Socket socket, String body) throws IOException {
        if (body.isEmpty()) {
            ObjectNode all = JSON.createObjectNode();
            all.putObject("meta").put("result_count", rules.size());
            if (!rules.isEmpty()) {
                rules.values().forEach(all.putArray("data")::add);
            }
            answer(socket, 200, Map.of(), all.toString());
            return;
        }
        ruleChanges.add(body);
        JsonNode change = JSON.readTree(body);
        change.path("delete").path("ids").forEach(id -> rules.remove(id.asText()));
        if (change.has("add") && answerToAdd != null) {
            answer(socket, 400, Map.of(), answerToAdd);
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode added = answer.putArray("data");
        for (JsonNode rule : change.path("add")) {
            String value = rule.path("value").asText();
            ObjectNode same = rules.values().stream()
                    .filter(other -> other.path("value").asText().equals(value))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                added.add(rules.get(addRule(value, rule.path("tag").asText())));
            } else {
                answer.withArray("/errors")
                        .addObject()
                        .put("value", value)
                        .put("id", same.path("id").asText())
                        .put("title", "DuplicateRule")
                        .put("type", "https://api.twitter.com/2/problems/duplicate-rules");
            }
        }
        answer(socket, change.has("add") ? 201 : 200, Map.of(), answer.toString());
    }

    private static void answer(Socket socket, int status, Map<String, String> headers, String body) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: application/json; charset=utf-8\r\nContent-Length: " + content.length + "\r\n\r\n");
        socket.getOutputStream().write(head.toString().getBytes(UTF_8));
        socket.getOutputStream().write(content);
        socket.close();
    }

    private static Map<String, String> query(String target) {
        Map<String, String> query = new LinkedHashMap<>();
        if (target.contains("?")) {
            for (String parameter : target.replaceAll(".*\\?", "").split("&")) {
                String[] parts = parameter.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return query;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the request is cut off");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "stub-x");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection to the stream. */
    public static final class StreamRequest {

        private final Socket socket;
        private final InputStream in;
        final Map<String, String> headers;
        final Map<String, String> query;

        private StreamRequest(Socket socket, InputStream in, Map<String, String> headers, Map<String, String> query) {
            this.socket = socket;
            this.in = in;
            this.headers = headers;
            this.query = query;
        }

        void refuse(int status, String body, String... headers) throws IOException {
            Map<String, String> all = new LinkedHashMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], headers[i + 1]);
            }
            answer(socket, status, all, body);
        }

        /** Answers 200, and with no byte of the stream yet. */
        public StreamRequest open(String... headers) throws IOException {
            socket.setTcpNoDelay(true);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            write(("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n" + more
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(UTF_8));
            return this;
        }

        /** One chunk. */
        public StreamRequest send(byte[] bytes) throws IOException {
            byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8);
            byte[] chunk = java.util.Arrays.copyOf(head, head.length + bytes.length + 2);
            System.arraycopy(bytes, 0, chunk, head.length, bytes.length);
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
            write(chunk);
            return this;
        }

        public StreamRequest send(String text) throws IOException {
            return send(text.getBytes(UTF_8));
        }

        void heartbeat() throws IOException {
            send("\r\n");
        }

        /** Ends the response as HTTP ends one. */
        void end() throws IOException {
            write("0\r\n\r\n".getBytes(UTF_8));
            socket.close();
        }

        /** Breaks the connection in the middle of whatever it is. */
        public void cut() throws IOException {
            socket.close();
        }

        /** Waits until the other side has closed the connection. */
        boolean isClosedByClient() {
            try {
                return in.read() < 0;
            } catch (IOException reset) {
                return true;
            }
        }

        private void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }
    }

    /** A line of the stream, as X sends it. */
    public static String line(String id, String... matchingRules) {
        List<String> rules = new ArrayList<>();
        for (String rule : matchingRules) {
            rules.add("{\"id\":\"" + rule + "\",\"tag\":\"\"}");
        }
        String matching = rules.isEmpty() ? "" : ",\"matching_rules\":[" + String.join(",", rules) + "]";
        return ("{\"data\":{\"id\":\"%s\",\"text\":\"text %s ä😀\",\"author_id\":\"7\"},"
                                + "\"includes\":{\"users\":[{\"id\":\"7\",\"username\":\"seven\"}]}%s}")
                        .formatted(id, id, matching)
                + "\r\n";
    }
}
