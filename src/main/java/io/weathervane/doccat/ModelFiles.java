package io.weathervane.doccat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of one component, one instance a folder, whoever uses it. For any number of threads. */
final class ModelFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFiles.class);

    private final Map<Path, ModelFile> files = new ConcurrentHashMap<>();

    /**
     * Loads the model unless it is loaded; the caller releases it when it no longer needs it.
     *
     * @throws InvalidModelException if there is no usable model there
     */
    ModelFile use(String name, Path folder) {
        ModelFile file = files.computeIfAbsent(
                folder.toAbsolutePath().normalize(), absolute -> new ModelFile(name, folder, absolute));
        file.use();
        return file;
    }

    /** Looks at every model that is in use, and loads those that have changed. */
    void check() {
        for (Map.Entry<Path, ModelFile> entry : files.entrySet()) {
            try {
                entry.getValue().check();
            } catch (RuntimeException | OutOfMemoryError e) {
                // the executor never calls again what threw
                LOG.warn("Cannot check {}: {}", entry.getKey(), e.toString(), e);
            }
        }
    }

    /** Closes every model as soon as no message needs it. */
    void close() {
        files.values().forEach(ModelFile::close);
    }

    List<ModelInfo> inUse() {
        return files.values().stream()
                .filter(ModelFile::isInUse)
                .map(ModelFile::info)
                .sorted(Comparator.comparing(ModelInfo::name).thenComparing(ModelInfo::path))
                .toList();
    }
}
