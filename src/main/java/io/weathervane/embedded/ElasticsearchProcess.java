package io.weathervane.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Prepares the directory of an embedded Elasticsearch and launches its process. */
final class ElasticsearchProcess {

    private static final String CLUSTER = "weathervane";

    private final ElasticsearchHome home;
    private final Path directory;

    ElasticsearchProcess(ElasticsearchHome home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /** What the server logs since its latest start; with two older files it takes 30 MB at most. */
    Path serverLog() {
        return logs().resolve(CLUSTER + ".log");
    }

    /** What its JVM says outside of the log, a failed start above all; only of the latest start. */
    Path console() {
        return logs().resolve("console.log");
    }

    StartLog log() {
        return new StartLog(console(), serverLog());
    }

    Process launch(int httpPort, HeapSize heap) throws IOException {
        for (String folder : List.of("config", "data", "logs", "tmp", "launcher")) {
            Files.createDirectories(directory.resolve(folder));
        }
        Files.writeString(directory.resolve("config").resolve("log4j2.properties"), loggingConfiguration());
        copyMainClass();
        ProcessBuilder builder = new ProcessBuilder(command(httpPort, heap))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console().toFile());
        // what a person has set for another server must not reach this one
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        return builder.start();
    }

    private List<String> command(int httpPort, HeapSize heap) {
        List<String> command = new ArrayList<>(List.of(
                home.java().toString(),
                "-Xms" + heap.initialMegabytes() + "m",
                "-Xmx" + heap.megabytes() + "m",
                // the serial collector, which small machines get, trips the parent circuit breaker under bulk load
                "-XX:+UseG1GC",
                "-XX:G1ReservePercent=25",
                "-XX:InitiatingHeapOccupancyPercent=30",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-OmitStackTraceInFastThrow",
                "-Xss1m",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.noKeySetOptimization=true",
                "-Dio.netty.recycler.maxCapacityPerThread=0",
                "-Dlog4j.shutdownHookEnabled=false",
                "-Dlog4j2.disable.jmx=true",
                "-Dlog4j2.formatMsgNoLookups=true",
                "-Des.path.home=" + home.directory(),
                "-Des.path.conf=" + directory.resolve("config"),
                "-Des.nativelibs.path=" + home.nativeLibraries(),
                // the modules of Painless need the server to be one
                "--module-path=" + home.libraries(),
                "--add-modules=jdk.net,jdk.unsupported,org.elasticsearch.server",
                "--enable-native-access=org.elasticsearch.nativeaccess,org.apache.lucene.core",
                "-cp",
                directory.resolve("launcher").toString(),
                ElasticsearchNode.class.getName(),
                directory.resolve("config").toString(),
                "cluster.name=" + CLUSTER,
                "node.name=embedded",
                "path.data=" + directory.resolve("data"),
                "path.logs=" + logs(),
                "discovery.type=single-node",
                "network.host=" + FreePorts.loopback(),
                "http.port=" + httpPort,
                "transport.port=" + FreePorts.any(),
                // a nearly full disk is no reason to refuse a demonstration
                "cluster.routing.allocation.disk.threshold_enabled=false"));
        command.addAll(home.settingsOfModules());
        return command;
    }

    /** Alone in a folder, so that none of our libraries meets Elasticsearch's. */
    private void copyMainClass() throws IOException {
        String name = ElasticsearchNode.class.getName().replace('.', '/') + ".class";
        Path target = directory.resolve("launcher").resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream bytes = ElasticsearchNode.class.getResourceAsStream("/" + name)) {
            Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String loggingConfiguration() throws IOException {
        try (InputStream text = ElasticsearchProcess.class.getResourceAsStream("elasticsearch-log4j2.properties")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path logs() {
        return directory.resolve("logs");
    }
}
