package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Elasticsearch server of one node in a child process, for a machine that has none. It listens on the loopback
 * address only, because it has no security; keeps data and logs in a directory; runs as any user, root included; and
 * ends with this process, however this one ends. {@link #close()} may be called more than once and by any thread.
 */
public final class EmbeddedElasticsearch implements AutoCloseable {

    /** Elasticsearch's own default port. */
    public static final int DEFAULT_PORT = 9200;

    /** Enough for some thousand documents a second; the process starts with a quarter of it. */
    public static final String DEFAULT_HEAP = "1g";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedElasticsearch.class);

    private static final Duration START = Duration.ofSeconds(60);
    /** A child whose parent was killed needs some seconds to close its node. */
    private static final Duration FORMER_CHILD = Duration.ofSeconds(15);

    private static final long STOP_SECONDS = 8;

    private final DirectoryLock lock;
    private final Process process;
    private final URI url;
    private final boolean portReplaced;
    private final CompletableFuture<Integer> exit;
    private volatile boolean closing;

    private EmbeddedElasticsearch(DirectoryLock lock, Process process, URI url, boolean portReplaced) {
        this.lock = lock;
        this.process = process;
        this.url = url;
        this.portReplaced = portReplaced;
        this.exit = process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Starts the server and returns when it answers and its indices can be used: five seconds or so.
     *
     * @param home the server's program
     * @param directory where its data, logs and configuration are; created if missing
     * @param port the HTTP port asked for, {@link #DEFAULT_PORT} by habit; replaced by a free one when it is taken; 0 for any
     * @param maximumHeap the most that its heap may take, such as {@code 1g} or {@code 512m}, at least {@code 256m}
     * @throws ConfigurationException if another process uses the directory, or the server does not start; the message has
     *     the server's own reason and the path of its log
     */
    public static EmbeddedElasticsearch start(ElasticsearchHome home, Path directory, int port, String maximumHeap) {
        Path absolute = directory.toAbsolutePath().normalize();
        HeapSize heap = HeapSize.parse(maximumHeap);
        DirectoryLock lock = DirectoryLock.take(absolute);
        try {
            DirectoryLock.awaitFree(absolute.resolve("data").resolve("node.lock"), FORMER_CHILD);
            return start(lock, home, absolute, port, heap);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedElasticsearch start(
            DirectoryLock lock, ElasticsearchHome home, Path directory, int askedPort, HeapSize heap) {
        int port = FreePorts.preferred(askedPort);
        boolean replaced = askedPort > 0 && port != askedPort;
        if (replaced) {
            LOG.warn("Port {} is taken: the embedded Elasticsearch listens on {} instead", askedPort, port);
        }
        ElasticsearchProcess launcher = new ElasticsearchProcess(home, directory);
        Process process;
        try {
            process = launcher.launch(port, heap);
        } catch (IOException e) {
            throw new ConfigurationException("The embedded Elasticsearch cannot start in " + directory + ": " + e, e);
        }
        URI url = URI.create("http://" + FreePorts.loopback() + ":" + port);
        EmbeddedElasticsearch server = new EmbeddedElasticsearch(lock, process, url, replaced);
        try {
            new ElasticsearchReadiness(url, process, launcher.log()).await(START);
        } catch (RuntimeException e) {
            server.stopProcess();
            throw e;
        }
        server.exit.thenAccept(code -> {
            if (!server.closing) {
                LOG.error(
                        "The embedded Elasticsearch has ended with exit code {}; start Weathervane again, nothing is lost. Why it ended: {}",
                        code,
                        launcher.log());
            }
        });
        LOG.info("Embedded Elasticsearch on {}, its data in {}", url, directory);
        return server;
    }

    /** Where it serves HTTP, without a slash at the end. */
    public String url() {
        return url.toString();
    }

    /** Whether the port asked for was taken, so that {@link #url()} names another one. */
    public boolean portReplaced() {
        return portReplaced;
    }

    /** Completed with the exit code when the server's process ends, be it asked to or not. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /** The process id of the server. */
    public long pid() {
        return process.pid();
    }

    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        stopProcess();
        lock.close();
    }

    private void stopProcess() {
        closing = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The embedded Elasticsearch has gone before it was asked to", e);
        }
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            LOG.warn("The embedded Elasticsearch has not stopped within {} s and is killed", STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
