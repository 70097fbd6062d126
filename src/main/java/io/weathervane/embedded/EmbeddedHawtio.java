package io.weathervane.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Hawtio console in this JVM. It needs no login and controls everything that JMX shows, so it listens on the loopback
 * address only and answers nobody but {@link LoopbackGuard its own pages}.
 *
 * <p>The port is taken at once, the web application started later and beside everything else: a browser that comes
 * before waits instead of being refused. {@link #close()} may be called more than once and by any thread.
 */
public final class EmbeddedHawtio implements AutoCloseable {

    /** Hawtio's port by habit, unless another one is set. */
    public static final int DEFAULT_PORT = 8161;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedHawtio.class);
    private static final String CONTEXT = "/hawtio";
    private static final int MAX_THREADS = 12;

    private final Path war;
    private final Path directory;
    private final ServerSocketChannel socket;
    private final HawtioPlugin plugin = new HawtioPlugin();
    private CompletableFuture<Server> started;
    private boolean closed;

    private EmbeddedHawtio(Path war, Path directory, ServerSocketChannel socket) {
        this.war = war;
        this.directory = directory;
        this.socket = socket;
    }

    /**
     * Takes the port; nothing is loaded yet. Without the console in {@code lib/} there is nothing, and a warning.
     *
     * @param directory for what the console unpacks; emptied when it stops
     * @param askedPort the port asked for; replaced by a free one when it is taken
     */
    public static Optional<EmbeddedHawtio> bind(Path directory, int askedPort) {
        Optional<Path> war = HawtioWar.find();
        if (war.isEmpty()) {
            LOG.warn("There is no Hawtio console: its web application is not in lib/. `mvn compile` puts it there");
            return Optional.empty();
        }
        int port = FreePorts.preferred(askedPort);
        if (port != askedPort) {
            LOG.warn("Port {} is taken: the Hawtio console listens on {} instead", askedPort, port);
        }
        try {
            ServerSocketChannel socket = ServerSocketChannel.open();
            socket.bind(new InetSocketAddress(FreePorts.loopback(), port));
            return Optional.of(new EmbeddedHawtio(war.get(), directory.toAbsolutePath(), socket));
        } catch (IOException e) {
            LOG.warn("There is no Hawtio console: port {} cannot be opened ({})", port, e.toString());
            return Optional.empty();
        }
    }

    /** Where it is, with a slash at the end. */
    public URI address() {
        return URI.create(
                "http://" + FreePorts.loopback() + ":" + socket.socket().getLocalPort() + CONTEXT + "/");
    }

    /** Starts the web application and returns at once. What goes wrong is a warning: the application does without. */
    public synchronized void start() {
        if (!closed && started == null) {
            started = new CompletableFuture<>();
            Thread thread = new Thread(this::startServer, "hawtio-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void startServer() {
        try {
            plugin.register();
            Server server = server();
            server.start();
            LOG.debug("Hawtio on {}", address());
            started.complete(server);
        } catch (Exception e) {
            LOG.warn("The Hawtio console has not started: {}", e.toString());
            LOG.debug("Hawtio", e);
            started.complete(null);
        }
    }

    private Server server() throws IOException {
        // read by Hawtio when it starts: nobody but this machine's user reaches it
        System.setProperty("hawtio.authenticationEnabled", "false");
        // it connects to other applications at loopback addresses only
        System.setProperty("hawtio.localAddressProbing", "false");
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 0);
        threads.setName("hawtio");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(FreePorts.loopback());
        connector.open(socket);
        server.addConnector(connector);
        server.setHandler(new LoopbackGuard(
                new OwnContentOnly(new ContextHandlerCollection(webApplication(), plugin.handler()))));
        return server;
    }

    private WebAppContext webApplication() {
        WebAppContext application = new WebAppContext();
        application.setContextPath(CONTEXT);
        application.setWar(war.toUri().toString());
        // its pages are read from the war, its libraries must be files
        application.setExtractWAR(false);
        application.setCopyWebInf(true);
        application.setThrowUnavailableOnStartupException(true);
        application.setTempDirectory(directory.toFile());
        application.setInitParameter("policyLocation", "classpath:/io/weathervane/embedded/hawtio-access.xml");
        // its Jolokia is another version than Camel's
        application.getHiddenClassMatcher().add("org.jolokia.", "META-INF.jolokia.", "META-INF.jolokia-core.");
        // its log is ours
        application.getProtectedClassMatcher().add("org.slf4j.");
        return application;
    }

    @Override
    public void close() {
        CompletableFuture<Server> starting;
        synchronized (this) {
            closed = true;
            starting = started;
        }
        try {
            Server server = starting == null ? null : starting.join();
            if (server != null) {
                server.stop();
            }
            socket.close();
            plugin.unregister();
        } catch (Exception e) {
            LOG.debug("The Hawtio console has not stopped cleanly", e);
        }
    }
}
