package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Elasticsearch server in a child process, on the loopback address alone and without security. It ends with this
 * process, also when that is killed. Data, logs and temporary files stand in one directory.
 */
public final class EmbeddedElasticsearch implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);
    /** What the process says before Elasticsearch's own log begins, and after it ends. */
    private static final String CONSOLE = "console.log";

    private static final String LOG = "logs/server.log";

    private final Process process;
    private final int port;

    private EmbeddedElasticsearch(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Fetches the server once into the user's cache, with its progress on the console, and returns where it is. */
    public static Path fetch(PrintStream console) {
        return new ElasticsearchDistribution(ElasticsearchDistribution.userCache(), console).home();
    }

    /**
     * Starts the server; returns once it answers.
     *
     * @param home the server's files: what {@link #fetch} returned, or an installed server of version 8.18 or newer
     * @param directory where it keeps everything
     * @param wantedPort the port for HTTP, replaced by a free one when it is taken
     * @param heap as the option {@code -Xmx} takes it
     * @throws ConfigurationException when it does not start
     */
    public static EmbeddedElasticsearch start(Path home, Path directory, int wantedPort, String heap) {
        if (!Files.isDirectory(home.resolve("lib")) || !Files.isDirectory(home.resolve("modules"))) {
            throw new ConfigurationException(home.toAbsolutePath()
                    + " is no Elasticsearch: ELASTICSEARCH_HOME must name the folder with lib and modules");
        }
        int port = FreePorts.preferably(wantedPort);
        Path base = directory.toAbsolutePath();
        try {
            Path config = prepare(base);
            ProcessBuilder builder = new ProcessBuilder(command(home.toAbsolutePath(), base, config, port, heap))
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(base.resolve(CONSOLE).toFile());
            builder.environment().put("ES_TMPDIR", base.resolve("tmp").toString());
            EmbeddedElasticsearch server = new EmbeddedElasticsearch(builder.start(), port);
            server.awaitAnswer(base);
            return server;
        } catch (IOException e) {
            throw new ConfigurationException("Elasticsearch does not start in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Where it answers. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Completes when the server ends, for whatever reason. */
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Lets the server close its indices and end; kills it when that takes too long. */
    @Override
    public void close() {
        try {
            // the end of its standard input
            process.getOutputStream().close();
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A configuration of its own beside the data: an installed server's may ask for security and other addresses. */
    private static Path prepare(Path base) throws IOException {
        Path config = Files.createDirectories(base.resolve("config"));
        Files.createDirectories(base.resolve("tmp"));
        copy("elasticsearch-log4j2.properties", config.resolve("log4j2.properties"));
        Path launcher = base.resolve("launcher");
        Path node = launcher.resolve(ElasticsearchNode.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(node.getParent());
        copy(node.getFileName().toString(), node);
        return config;
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = EmbeddedElasticsearch.class.getResourceAsStream(resource)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> command(Path home, Path base, Path config, int port, String heap) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // with the serial collector, or without the reserve, a load trips the parent circuit breaker
                "-XX:+UseG1GC",
                "-XX:G1ReservePercent=25",
                "-XX:InitiatingHeapOccupancyPercent=30",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + base.resolve("tmp"),
                "-Djava.library.path=" + home.resolve("lib/platform").resolve(ElasticsearchDistribution.platform()),
                "-Dlog4j2.disable.jmx=true",
                "-Dlog4j2.formatMsgNoLookups=true",
                "-Des.path.home=" + home,
                "-Des.distribution.type=zip",
                "--module-path",
                home.resolve("lib").toString(),
                "--add-modules=jdk.net,jdk.unsupported,org.elasticsearch.server,ALL-MODULE-PATH"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED,org.elasticsearch.nativeaccess,org.apache.lucene.core");
        }
        command.addAll(List.of(
                "-cp",
                base.resolve("launcher").toString(),
                ElasticsearchNode.class.getName(),
                config.toString(),
                "path.data=" + base.resolve("data"),
                "path.logs=" + base.resolve("logs"),
                "cluster.name=weathervane",
                "node.name=weathervane",
                "discovery.type=single-node",
                "network.host=127.0.0.1",
                "http.port=" + port,
                "transport.port=" + FreePorts.any(),
                // a laptop's disk that is 90 % full must not make every index read-only
                "cluster.routing.allocation.disk.threshold_enabled=false"));
        return command;
    }

    private void awaitAnswer(Path base) throws IOException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw failure("ended at once", base);
            }
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw failure("does not answer", base);
            }
            try {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw failure("was interrupted", base);
            }
        }
    }

    /** Whether it is this server that answers, and not one that took the port in the same moment. */
    private boolean answers() {
        return get("/_nodes/_local/process?filter_path=nodes.*.process.id").contains(":" + process.pid() + "}")
                && !get("/_cluster/health?wait_for_status=yellow&timeout=5s").isEmpty();
    }

    /** The body of the answer; empty if there is none or it is an error. */
    private String get(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url() + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "";
        }
    }

    private static ConfigurationException failure(String what, Path base) throws IOException {
        String reason = lastWords(base.resolve(CONSOLE))
                .or(() -> lastWords(base.resolve(LOG)))
                .orElse("no reason");
        if (reason.contains("failed to obtain node locks") || reason.contains("Lock held by")) {
            return new ConfigurationException(
                    base + " is used by another Weathervane: stop that one, or give this one a DATA_DIR of its own");
        }
        return new ConfigurationException(
                "The Elasticsearch server " + what + " with " + reason + " (see " + base.resolve(LOG) + ")");
    }

    /** The innermost cause in a log that ends with a stack trace. */
    private static Optional<String> lastWords(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("Caused by: ") || line.contains("Exception in thread"))
                    .reduce((before, last) -> last)
                    .map(line -> line.substring(Math.max(0, line.indexOf("Caused by: "))));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
