package io.weathervane.reload;

import io.weathervane.config.ConfigurationException;
import io.weathervane.reload.ReloadReport.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs saved ingest pipelines and index templates in a server while the application runs. One that the server refuses
 * is reported with its reason, and the server keeps the one that it has; while the server is away they wait for it. It has
 * a thread of its own, so that routes never wait for it.
 */
public final class GuardedAssetReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedAssetReload.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final String ENDING = ".json";

    /** Installs a file. */
    @FunctionalInterface
    public interface Installer {
        /**
         * @return what is wrong with it; empty if it is installed
         * @throws ConfigurationException if that cannot be told now; it is tried again
         */
        Optional<Problem> install(Path file);
    }

    /** A folder of files of one kind; it need not exist. */
    public record Folder(Kind kind, Path path) {}

    private record Watched(Kind kind, FolderWatch watch, Map<Path, String> seen) {}

    private final List<Watched> folders;
    private final Installer installer;
    private final Verdicts verdicts;
    private final Duration lookEvery;
    private final Duration firstPause;
    /** Saved and neither installed nor refused yet, in the order of installation. */
    private final List<Path> pending = new ArrayList<>();

    private final List<Path> refused = new ArrayList<>();
    private int failures;
    private long nextTry;
    private ScheduledExecutorService timer;

    /**
     * The files as they are now count as installed.
     *
     * @param folders in the order of installation: what others refer to comes first
     */
    public GuardedAssetReload(List<Folder> folders, ReloadReport report, Installer installer) {
        this(folders, report, installer, LOOK_EVERY, FIRST_PAUSE);
    }

    GuardedAssetReload(
            List<Folder> folders, ReloadReport report, Installer installer, Duration lookEvery, Duration firstPause) {
        this.folders = folders.stream()
                .map(folder -> {
                    FolderWatch watch = new FolderWatch(folder.path(), ENDING);
                    return new Watched(folder.kind(), watch, new TreeMap<>(watch.settled()));
                })
                .toList();
        this.installer = installer;
        this.verdicts = new Verdicts(report);
        this.lookEvery = lookEvery;
        this.firstPause = firstPause;
    }

    /** Begins to look. */
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "assets-reload");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                this::lookSafely, lookEvery.toMillis(), lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private void lookSafely() {
        try {
            folders.forEach(this::look);
            if (!pending.isEmpty() && System.nanoTime() - nextTry >= 0) {
                installPending();
            }
        } catch (RuntimeException | LinkageError e) {
            // the executor never calls again what threw
            LOG.error("The reload of pipelines and templates has failed; Elasticsearch keeps what it has", e);
        }
    }

    private void look(Watched folder) {
        SortedMap<Path, String> now;
        try {
            now = folder.watch.look();
        } catch (IOException e) {
            return;
        }
        for (Path file : List.copyOf(folder.seen.keySet())) {
            if (!now.containsKey(file)) {
                folder.seen.remove(file);
                pending.remove(file);
                refused.remove(file);
                verdicts.removed(file, "what is installed of it stays in Elasticsearch");
            }
        }
        now.forEach((file, text) -> {
            if (!text.equals(folder.seen.put(file, text))) {
                pending.remove(file);
                pending.add(file);
                refused.remove(file);
                // somebody is at work: no reason to go on waiting
                nextTry = System.nanoTime();
            }
        });
    }

    private void installPending() {
        boolean any = false;
        for (Watched folder : folders) {
            for (Path file : folder.seen.keySet()) {
                if (pending.contains(file)) {
                    if (!install(folder.kind, file)) {
                        return;
                    }
                    pending.remove(file);
                    any |= !refused.contains(file);
                }
            }
        }
        if (any) {
            // it may have been refused for what has just been installed
            pending.addAll(refused);
            refused.clear();
        }
    }

    /** False if it is to be tried again later. */
    private boolean install(Kind kind, Path file) {
        try {
            Optional<Problem> problem = installer.install(file);
            failures = 0;
            if (problem.isPresent()) {
                refused.add(file);
                verdicts.refused(kind, file, List.of(problem.get()), "Elasticsearch keeps what it has");
            } else {
                verdicts.accepted(kind, file, "installed in Elasticsearch");
            }
            return true;
        } catch (ConfigurationException e) {
            long pause = Math.min(LONGEST_PAUSE.toMillis(), firstPause.toMillis() << Math.min(failures++, 20));
            nextTry = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
            verdicts.refused(
                    kind,
                    file,
                    List.of(new Problem(file, 0, "not installed yet: " + e.getMessage())),
                    "it is tried again");
            return false;
        }
    }
}
