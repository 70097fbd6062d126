package io.weathervane.doccat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model files of one component, one instance a path, whoever uses it. For any number of threads. */
final class ModelFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFiles.class);

    private final Map<Path, ModelFile> files = new ConcurrentHashMap<>();

    /**
     * Loads the model unless it is loaded; the caller releases it when it no longer needs it.
     *
     * @throws InvalidModelException if there is no usable model there
     */
    ModelFile use(String name, Path path) {
        ModelFile file = files.computeIfAbsent(
                path.toAbsolutePath().normalize(), absolute -> new ModelFile(name, path, absolute));
        file.use();
        return file;
    }

    /** Looks at every file that is in use, and loads those that have changed. */
    void check() {
        for (ModelFile file : files.values()) {
            try {
                file.check();
            } catch (RuntimeException | OutOfMemoryError e) {
                // the executor never calls again what threw
                LOG.warn("Cannot check {}: {}", file.info().path(), e.toString(), e);
            }
        }
    }

    List<ModelInfo> inUse() {
        return files.values().stream()
                .filter(ModelFile::isInUse)
                .map(ModelFile::info)
                .sorted(Comparator.comparing(ModelInfo::name).thenComparing(ModelInfo::path))
                .toList();
    }
}
