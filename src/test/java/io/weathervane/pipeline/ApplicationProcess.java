package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar weathervane.jar} as a user starts it, in a folder of its own, and what it has put into Elasticsearch. */
final class ApplicationProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target/weathervane.jar");
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path console;
    private final Process process;
    private final String elasticsearch;
    private final String kafka;
    private final ProcessHandle server;

    private ApplicationProcess(Process process, Path console) {
        this.process = process;
        this.console = console;
        await().atMost(START_PATIENCE).until(() -> !process.isAlive() || output().contains("Ctrl-C stops it"));
        assertThat(process.isAlive()).as("it runs; it said:%n%s", output()).isTrue();
        await().until(() -> output().contains("  look  "));
        this.elasticsearch = said("Elasticsearch +(http://\\S+)");
        this.kafka = said("Kafka +(\\S+:\\d+)");
        this.server =
                ProcessHandle.of(Long.parseLong(said("\\(process (\\d+);"))).orElseThrow();
    }

    /** Starts it and returns when it says that it runs. */
    static ApplicationProcess start(Path folder, String run, Map<String, String> environment) throws IOException {
        Path console = folder.resolve("console-" + run + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        JAR.toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().putAll(environment);
        return new ApplicationProcess(builder.start(), console);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Everything that it has said, on both streams. */
    String output() {
        try {
            return Files.readString(console);
        } catch (IOException e) {
            return "";
        }
    }

    String kafkaBrokers() {
        return kafka;
    }

    /** The child process with Elasticsearch. */
    ProcessHandle elasticsearchServer() {
        return server;
    }

    /** How many documents there are that match, in indices whose names begin so. */
    long count(String indices, String query) throws IOException, InterruptedException {
        return search(indices, query, 0).at("/hits/total/value").asLong();
    }

    /** The documents that match, 10,000 at most. */
    JsonNode search(String indices, String query, int size) throws IOException, InterruptedException {
        send("/" + indices + "-*/_refresh", "");
        String body = "{\"track_total_hits\":true,\"size\":" + size + ",\"query\":" + query + "}";
        return JSON.readTree(send("/" + indices + "-*/_search?allow_partial_search_results=false", body));
    }

    private String send(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(elasticsearch + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** Asks it to stop, as Ctrl-C and SIGTERM do, and returns how long that took. */
    Duration stop() throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it stops").isTrue();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        server.destroyForcibly();
    }

    private String said(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        assertThat(matcher.find()).as("it said %s in:%n%s", pattern, output()).isTrue();
        return matcher.group(1);
    }
}
