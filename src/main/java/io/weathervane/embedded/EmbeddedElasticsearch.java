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
    private static final String LOG = "server.log";

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
            throw new ConfigurationException(
                    home.toAbsolutePath() + " is no Elasticsearch: ELASTICSEARCH_HOME must name the folder with lib and modules");
        }
        int port = FreePorts.preferably(wantedPort);
        Path base = directory.toAbsolutePath();
        try {
            Path config = prepare(home, base);
            ProcessBuilder builder = new ProcessBuilder(command(home.toAbsolutePath(), base, config, port, heap))
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(base.resolve(LOG).toFile());
            builder.environment().put("ES_TMPDIR", base.resolve("tmp").toString());
            EmbeddedElasticsearch server = new EmbeddedElasticsearch(builder.start(), port);
            server.awaitAnswer(base.resolve(LOG));
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
    private static Path prepare(Path home, Path base) throws IOException {
        Path config = Files.createDirectories(base.resolve("config"));
        Files.createDirectories(base.resolve("tmp"));
        Files.copy(
                home.resolve("config/log4j2.properties"),
                config.resolve("log4j2.properties"),
                StandardCopyOption.REPLACE_EXISTING);
        Path launcher = base.resolve("launcher");
        String name = ElasticsearchNode.class.getName().replace('.', '/') + ".class";
        Path target = launcher.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = ElasticsearchNode.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return config;
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
                "cluster.routing.allocation.disk.threshold_enabled=false",
                "ingest.geoip.downloader.enabled=false"));
        return command;
    }

    private void awaitAnswer(Path log) throws IOException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw failure("ended at once", log);
            }
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw failure("does not answer", log);
            }
            try {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw failure("was interrupted", log);
            }
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=5s")
                            .toURL()
                            .openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            boolean ready = connection.getResponseCode() == 200;
            connection.disconnect();
            return ready;
        } catch (IOException e) {
            return false;
        }
    }

    private static ConfigurationException failure(String what, Path log) throws IOException {
        String end = lastWords(log);
        if (end.contains("failed to obtain node locks")) {
            return new ConfigurationException(log.getParent()
                    + " is used by another Weathervane: stop that one, or give this one a DATA_DIR of its own");
        }
        return new ConfigurationException("The Elasticsearch server " + what + "; " + log + " ends with: " + end);
    }

    private static String lastWords(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "nothing";
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> telling = lines.filter(line -> line.contains("rror") || line.contains("xception"))
                    .filter(line -> !line.startsWith("\tat "))
                    .toList();
            return telling.isEmpty() ? "nothing that tells why" : String.join(" | ", telling.subList(0, Math.min(3, telling.size())));
        } catch (UncheckedIOException e) {
            return e.getMessage();
        }
    }
}
