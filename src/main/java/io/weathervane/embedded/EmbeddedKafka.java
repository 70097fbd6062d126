package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process: broker and KRaft controller in one, on the loopback address alone. What it holds
 * stands in its directory and is there again at the next start.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** Fixed, for a directory formatted under one id cannot be started under another. */
    private static final String CLUSTER_ID = "d2VhdGhlcnZhbmVLYWZrYQ";

    private static final int NODE = 1;

    private final int port;
    private final KafkaRaftServer server;

    private EmbeddedKafka(int port, KafkaRaftServer server) {
        this.port = port;
        this.server = server;
    }

    /**
     * Starts the broker; returns once it takes requests.
     *
     * @param directory where it keeps everything
     * @param wantedPort replaced by a free one when it is taken
     * @param maxMessageBytes the largest message of any topic
     * @throws ConfigurationException when the directory cannot be used
     */
    public static EmbeddedKafka start(Path directory, int wantedPort, int maxMessageBytes) {
        // a taken port would make Kafka halt the whole process
        int port = FreePorts.preferably(wantedPort);
        try {
            Files.createDirectories(directory);
            refuseIfInUse(directory);
            KafkaConfig config = new KafkaConfig(config(directory, port, FreePorts.any(), maxMessageBytes));
            format(directory);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(port, server);
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException(
                    "The Kafka in this process does not start in " + directory + ": " + e.getMessage()
                            + ". Delete that folder to start afresh, or name a running Kafka with KAFKA_BROKERS",
                    e);
        }
    }

    /** {@code host:port}. */
    public String brokers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Writes everything to disk and stops. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Kafka itself would halt the process if another one had the directory. */
    private static void refuseIfInUse(Path directory) throws IOException {
        try (FileChannel lock = FileChannel.open(
                        directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.tryLock()) {
            if (held == null) {
                throw inUse(directory);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(directory);
        }
    }

    private static ConfigurationException inUse(Path directory) {
        return new ConfigurationException(
                directory + " is used by another Weathervane: stop that one, or give this one a DATA_DIR of its own");
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setClusterId(CLUSTER_ID)
                .setNodeId(NODE)
                .setDirectories(List.of(directory.toString()))
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
                .run();
    }

    private static Map<String, Object> config(Path directory, int port, int controllerPort, int maxMessageBytes) {
        Map<String, Object> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", String.valueOf(NODE));
        config.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        config.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("log.dirs", directory.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("message.max.bytes", String.valueOf(maxMessageBytes));
        // one broker holds the one copy of everything
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // no other member is about to come
        config.put("group.initial.rebalance.delay.ms", "0");
        // after a kill the controller waits this long for the broker that was
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        config.put("controlled.shutdown.enable", "false");
        config.put("log.cleaner.dedupe.buffer.size", "2097152");
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "2");
        return config;
    }
}
