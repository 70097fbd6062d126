package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node in this JVM, KRaft broker and controller in one, for a machine that has none. It listens on the loopback
 * address only, keeps its state in a directory, and goes on with it at the next start, also after the process was killed.
 *
 * <p>Topics must be created (nothing creates them on first use), records stay for seven days, a record may have 10 MB.
 * {@link #close()} may be called more than once and by any thread.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** Kafka's own default port. */
    public static final int DEFAULT_PORT = 9092;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";
    /** Kafka writes it into its directory and refuses to start over another one's. */
    private static final String CLUSTER_ID = "V2VhdGhlcnZhbmVEZXYwMQ";

    private static final long STOP_SECONDS = 6;

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final String brokers;
    private final boolean portReplaced;
    private boolean closed;

    private EmbeddedKafka(DirectoryLock lock, KafkaRaftServer server, String brokers, boolean portReplaced) {
        this.lock = lock;
        this.server = server;
        this.brokers = brokers;
        this.portReplaced = portReplaced;
    }

    /**
     * Starts the node and returns when it serves clients: two to three seconds, or six after an unclean stop.
     *
     * @param directory where its state is; created if missing
     * @param port the port asked for, {@link #DEFAULT_PORT} by habit; replaced by a free one when it is taken; 0 for any
     * @throws ConfigurationException if another process uses the directory, or Kafka cannot use what is in it
     */
    public static EmbeddedKafka start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /** @param others settings of the broker that differ from those of the demo */
    static EmbeddedKafka start(Path directory, int port, Map<String, String> others) {
        Path absolute = directory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.take(absolute);
        try {
            return start(lock, absolute, port, others);
        } catch (Exception e) {
            lock.close();
            throw new ConfigurationException(
                    "The embedded Kafka cannot start over " + absolute + " (" + e
                            + "); remove that directory or set KAFKA_BROKERS to a running one",
                    e);
        }
    }

    private static EmbeddedKafka start(DirectoryLock lock, Path directory, int askedPort, Map<String, String> others)
            throws Exception {
        // Kafka halts the whole JVM when it cannot bind, so a port must be known to be free before
        int port = FreePorts.preferred(askedPort);
        boolean replaced = askedPort > 0 && port != askedPort;
        if (replaced) {
            LOG.warn("Port {} is taken: the embedded Kafka listens on {} instead", askedPort, port);
        }
        format(directory);
        Map<String, String> settings = new HashMap<>(settings(directory, port, FreePorts.any()));
        settings.putAll(others);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (Exception e) {
            server.shutdown();
            throw e;
        }
        String brokers = FreePorts.loopback() + ":" + port;
        LOG.info("Embedded Kafka on {}, its data in {}", brokers, directory);
        return new EmbeddedKafka(lock, server, brokers, replaced);
    }

    /** What {@code kafka-storage format} does; nothing when that was done before. */
    private static void format(Path directory) throws Exception {
        new Formatter()
                .setClusterId(CLUSTER_ID)
                .setNodeId(NODE_ID)
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(CONTROLLER)
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        String host = FreePorts.loopback();
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(NODE_ID)),
                Map.entry("controller.quorum.voters", NODE_ID + "@" + host + ":" + controllerPort),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://" + host + ":" + port + "," + CONTROLLER + "://" + host + ":" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://" + host + ":" + port),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("server.max.startup.time.ms", "60000"),
                // after a kill the new broker waits until the controller has given up the old one: not the usual nine
                // seconds, as both are in one process and no network can come between them
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // a cluster of one
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("message.max.bytes", String.valueOf(10 << 20)),
                Map.entry("log.retention.hours", String.valueOf(7 * 24)),
                // a laptop's share of memory and threads; the cleaner alone would take 128 MB of heap
                Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20)),
                Map.entry("log.index.size.max.bytes", String.valueOf(1 << 20)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("auto.include.jmx.reporter", "false"),
                Map.entry("metric.reporters", ""));
    }

    /** What a client takes as {@code bootstrap.servers}. */
    public String brokers() {
        return brokers;
    }

    /** Whether the port asked for was taken, so that {@link #brokers()} names another one. */
    public boolean portReplaced() {
        return portReplaced;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread stopping = new Thread(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                },
                "embedded-kafka-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.warn("The embedded Kafka has not stopped after {} s; its next start will recover", STOP_SECONDS);
        }
        lock.close();
    }
}
