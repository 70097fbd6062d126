package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The directory of an Elasticsearch server: one that a person has installed, or the one that
 * {@link ElasticsearchDistribution} has fetched.
 *
 * @param directory the folder that holds {@code lib/} and {@code modules/}
 */
public record ElasticsearchHome(Path directory) {

    /**
     * A server that is installed on this machine. Only its {@code lib}, {@code modules} and {@code jdk} are used: it runs
     * without its own configuration, data, plugins and security. Servers from 8.18 on are known to work.
     *
     * @throws ConfigurationException if there is no server in that folder
     */
    public static ElasticsearchHome installed(Path directory) {
        ElasticsearchHome home =
                new ElasticsearchHome(directory.toAbsolutePath().normalize());
        try (Stream<Path> jars = Files.list(home.libraries())) {
            if (Files.isDirectory(home.directory.resolve("modules"))
                    && jars.anyMatch(jar -> jar.getFileName().toString().matches("elasticsearch-\\d.*\\.jar"))) {
                return home;
            }
        } catch (IOException e) {
            // the message is the same
        }
        throw new ConfigurationException("ELASTICSEARCH_HOME is " + directory
                + ", but no Elasticsearch server is there (lib/elasticsearch-*.jar and modules/)");
    }

    /** The server's own Java if it brings one, because it may need a newer one than ours. */
    Path java() {
        Path own = directory.resolve("jdk").resolve("bin").resolve(executable());
        return Files.isExecutable(own) ? own : Path.of(System.getProperty("java.home"), "bin", executable());
    }

    /** Where the native libraries for this machine are; the server does without them when there are none. */
    Path nativeLibraries() {
        return libraries().resolve("platform").resolve(platform());
    }

    /** Settings that only a server with these modules knows, and which others would refuse. */
    List<String> settingsOfModules() {
        return Stream.of(
                        new String[] {"x-pack-security", "xpack.security.enabled=false"},
                        new String[] {"x-pack-ml", "xpack.ml.enabled=false"},
                        new String[] {"ingest-geoip", "ingest.geoip.downloader.enabled=false"})
                .filter(setting ->
                        Files.isDirectory(directory.resolve("modules").resolve(setting[0])))
                .map(setting -> setting[1])
                .toList();
    }

    /** This machine as Elasticsearch names it, such as {@code linux-x64} or {@code darwin-aarch64}. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : "linux";
        return name + "-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
    }

    /** The server's own jars. */
    Path libraries() {
        return directory.resolve("lib");
    }

    private static String executable() {
        return platform().startsWith("windows") ? "java.exe" : "java";
    }
}
