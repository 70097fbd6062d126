package io.weathervane.doccat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What tells one state of a model's folder from another without reading its files. */
record ModelState(ModelFormat format, Map<String, FileState> files) {

    /** No model, or more than one. */
    static final ModelState NONE = new ModelState(null, Map.of());

    /**
     * @throws AmbiguousModelException if there are models of two kinds
     * @throws NoSuchFileException if there is none
     */
    static ModelState of(Path folder) throws IOException {
        ModelFormat format = null;
        for (ModelFormat candidate : ModelFormat.values()) {
            if (Files.exists(folder.resolve(candidate.file()))) {
                if (format != null) {
                    throw new AmbiguousModelException("holds both " + format.file() + " and " + candidate.file()
                            + ": remove the one that is not meant");
                }
                format = candidate;
            }
        }
        if (format == null) {
            throw new NoSuchFileException(folder.toString());
        }
        Map<String, FileState> files = new TreeMap<>();
        files.put(format.file(), FileState.of(folder.resolve(format.file())));
        for (String companion : format.companions()) {
            if (Files.exists(folder.resolve(companion))) {
                files.put(companion, FileState.of(folder.resolve(companion)));
            }
        }
        return new ModelState(format, files);
    }

    /** A folder whose model cannot be told; the message goes on after the folder's name. */
    static final class AmbiguousModelException extends IOException {

        private static final long serialVersionUID = 1L;

        AmbiguousModelException(String message) {
            super(message);
        }
    }
}
