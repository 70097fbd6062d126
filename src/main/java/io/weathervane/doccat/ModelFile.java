package io.weathervane.doccat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model file and the model that was loaded from it. Any number of threads may ask for the model while one looks after the
 * file: attributes are compared rather than events awaited, because bind mounts deliver none.
 */
final class ModelFile {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFile.class);
    private static final FileState MISSING = new FileState(-1, null, null);

    private final String name;
    private final Path path;
    private final Path absolutePath;
    /** The state that was loaded or refused. */
    private FileState settled = MISSING;
    /** The state at the last look: a file is read when it has stayed the same for one interval, so not half-written. */
    private FileState seen = MISSING;

    // written with the lock held, read without, so that nobody waits for a model that is being read
    private volatile int users;
    private volatile CategorizerModel model;
    private volatile String lastError;
    private volatile long replacements;
    private volatile long failures;

    ModelFile(String name, Path path, Path absolutePath) {
        this.name = name;
        this.path = path;
        this.absolutePath = absolutePath;
    }

    /** Counts a user more; the first one needs a file as good as at the first start. */
    synchronized void use() {
        if (users == 0) {
            try {
                FileState state = FileState.of(absolutePath);
                if (model == null || lastError != null || !state.equals(settled)) {
                    load(state);
                }
            } catch (IOException e) {
                lastError = why(e);
                throw new InvalidModelException(
                        "doccat:" + name + ": " + lastError + "; train it or name another folder with modelsDirectory",
                        e);
            }
        }
        users++;
    }

    synchronized void release() {
        users--;
    }

    boolean isInUse() {
        return users > 0;
    }

    /** The version that counts at this moment. */
    CategorizerModel model() {
        return model;
    }

    ModelInfo info() {
        CategorizerModel current = model;
        return new ModelInfo(name, current.version(), path, current.loadedAt(), replacements, failures, lastError);
    }

    /** Loads the file if it is another one than before and no longer changes. What runs goes on running until that is done. */
    synchronized void check() {
        if (users == 0) {
            return;
        }
        FileState now = MISSING;
        try {
            now = FileState.of(absolutePath);
            if (isDue(now)) {
                load(now);
            }
        } catch (IOException e) {
            if (now != MISSING || isDue(now)) {
                goOnWithout(now, e);
            }
        } finally {
            seen = now;
        }
    }

    private boolean isDue(FileState now) {
        return now.equals(seen) && !now.equals(settled);
    }

    private void load(FileState state) throws IOException {
        byte[] bytes = Files.readAllBytes(absolutePath);
        if (model != null && !state.equals(FileState.of(absolutePath))) {
            return;
        }
        // from here on this state is not read again, be it usable or not
        settled = state;
        if (model == null || !CategorizerModel.sha256(bytes).equals(model.sha256())) {
            replaceBy(CategorizerModel.read(name, bytes));
        } else if (lastError != null) {
            LOG.info("{} is version {} again", path, model.version());
        }
        lastError = null;
    }

    private void replaceBy(CategorizerModel next) {
        CategorizerModel previous = model;
        model = next;
        if (previous == null) {
            LOG.info("Loaded {}, version {}", path, next.version());
        } else {
            replacements++;
            LOG.info("Replaced version {} of {} by {}", previous.version(), path, next.version());
        }
    }

    /** A file that cannot be read is tried again each time, for its permissions are no part of its state; said once. */
    private void goOnWithout(FileState state, IOException e) {
        String error = why(e);
        if (state.equals(settled) || !error.equals(lastError)) {
            failures++;
            LOG.warn("{}; version {} of {} goes on", error, model.version(), name);
        }
        if (state.equals(MISSING)) {
            settled = MISSING;
        }
        lastError = error;
    }

    private String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return path + " does not exist";
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return path + " cannot be used as a model: "
                + reason.replaceAll("\\s+", " ").strip();
    }
}
