package io.weathervane.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A repository that serves one zip archive under every path, by ranges, and misbehaves as a test wants it to. */
final class ArchiveServer implements AutoCloseable {

    /** What each request asked for, in order. */
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Whether the header {@code Range} is obeyed. */
    volatile boolean ranges = true;
    /** Answer so many requests with {@link #failure} first. */
    volatile int failures;

    volatile int failure = 503;
    /** End so many answers of more than a hundred bytes in their middle. */
    volatile int breaks;
    /** What must be sent as {@code Authorization}. */
    volatile String login;

    private final byte[] archive;
    private final HttpServer server;

    ArchiveServer(byte[] archive) {
        this.archive = archive;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(FreePorts.loopback()), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    CentralRepository repository() {
        return new CentralRepository("stub", url(), Optional.empty(), Map.of(), Optional.empty());
    }

    String url() {
        return "http://" + FreePorts.loopback() + ":" + server.getAddress().getPort() + "/repository";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath() + " " + range);
            if (failures > 0) {
                failures--;
                exchange.sendResponseHeaders(failure, -1);
            } else if (login != null
                    && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"stub\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (!ranges) {
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive);
            } else {
                String[] ends = range.substring("bytes=".length()).split("-");
                sendRange(exchange, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            }
        }
    }

    private void sendRange(HttpExchange exchange, int first, int last) throws IOException {
        int size = last - first + 1;
        exchange.getResponseHeaders().add("Content-Range", "bytes " + first + "-" + last + "/" + archive.length);
        exchange.sendResponseHeaders(206, size);
        if (breaks > 0 && size > 100) {
            breaks--;
            size /= 2;
        }
        exchange.getResponseBody().write(archive, first, size);
        exchange.getResponseBody().flush();
    }
}
