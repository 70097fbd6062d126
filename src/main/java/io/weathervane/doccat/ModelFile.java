package io.weathervane.doccat;

import io.weathervane.doccat.ModelState.AmbiguousModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a model and the model that was loaded from it. Any number of threads may ask for the model while one looks
 * after the files: attributes are compared rather than events awaited, because bind mounts deliver none.
 */
final class ModelFile {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFile.class);
    /** How long a model stays loaded that nobody uses: a route that is replaced soon needs it again. */
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final String name;
    private final Path folder;
    private final Path absoluteFolder;
    /** The state that was loaded or refused. */
    private ModelState settled = ModelState.NONE;
    /** The state at the last look: files are read when they have stayed the same for one interval, so not half-written. */
    private ModelState seen = ModelState.NONE;

    private long unusedSince;

    // written with the lock held, read without, so that nobody waits for a model that is being read
    private volatile int users;
    private volatile LoadedModel model;
    private volatile String lastError;
    private volatile long replacements;
    private volatile long failures;

    ModelFile(String name, Path folder, Path absoluteFolder) {
        this.name = name;
        this.folder = folder;
        this.absoluteFolder = absoluteFolder;
    }

    /** Counts a user more; the first one needs files as good as at the first start. */
    synchronized void use() {
        if (users == 0) {
            ModelState state = ModelState.NONE;
            try {
                state = ModelState.of(absoluteFolder);
                if (model == null || lastError != null || !state.equals(settled)) {
                    load(state);
                }
            } catch (IOException e) {
                lastError = why(e);
                boolean saysWhatToDo = e instanceof AmbiguousModelException || state.format() == ModelFormat.ONNX;
                String advice = saysWhatToDo ? "" : "; train it or name another folder with modelsDirectory";
                throw new InvalidModelException("doccat:" + name + ": " + lastError + advice, e);
            }
        }
        users++;
    }

    synchronized void release() {
        users--;
        unusedSince = System.nanoTime();
    }

    boolean isInUse() {
        return users > 0;
    }

    /** The version that counts at this moment. The caller closes it when the message is done. */
    LoadedModel hold() {
        while (true) {
            LoadedModel current = model;
            if (current == null) {
                throw new IllegalStateException("doccat:" + name + " has been stopped");
            }
            if (current.hold()) {
                return current;
            }
        }
    }

    ModelInfo info() {
        LoadedModel current = model;
        return new ModelInfo(
                name, current.version(), file(current), current.loadedAt(), replacements, failures, lastError);
    }

    /** Loads the model if it is another one than before and no longer changes. What runs goes on running until that is done. */
    synchronized void check() {
        if (users == 0) {
            if (model != null && System.nanoTime() - unusedSince > UNUSED.toNanos()) {
                close();
            }
            return;
        }
        ModelState now = ModelState.NONE;
        try {
            now = ModelState.of(absoluteFolder);
            if (isDue(now)) {
                load(now);
            }
        } catch (IOException e) {
            if (now != ModelState.NONE || isDue(now)) {
                goOnWithout(now, e);
            }
        } finally {
            seen = now;
        }
    }

    /** Closes the model as soon as no message needs it; the next user loads it again. */
    synchronized void close() {
        LoadedModel previous = model;
        model = null;
        if (previous != null) {
            previous.close();
        }
    }

    private boolean isDue(ModelState now) {
        return now.equals(seen) && !now.equals(settled);
    }

    private void load(ModelState state) throws IOException {
        ModelFormat.Digests digests = state.format().digests(absoluteFolder);
        if (model != null && !state.equals(ModelState.of(absoluteFolder))) {
            return;
        }
        // from here on this state is not read again, be it usable or not
        settled = state;
        if (model == null || !digests.equals(model.digests())) {
            LoadedModel next = new LoadedModel(
                    name, state.format(), digests, state.format().read(absoluteFolder));
            if (model != null && !state.equals(ModelState.of(absoluteFolder))) {
                next.close();
                return;
            }
            replaceBy(next);
        } else if (lastError != null) {
            LOG.info("{} is version {} again", file(model), model.version());
        }
        lastError = null;
    }

    private void replaceBy(LoadedModel next) {
        LoadedModel previous = model;
        model = next;
        if (previous == null) {
            LOG.info("Loaded {}, version {}", file(next), next.version());
        } else {
            replacements++;
            LOG.info("Replaced version {} of {} by {}", previous.version(), file(next), next.version());
            previous.close();
        }
    }

    /** A file that cannot be read is tried again each time, for its permissions are no part of its state; said once. */
    private void goOnWithout(ModelState state, IOException e) {
        String error = why(e);
        if (state.equals(settled) || !error.equals(lastError)) {
            failures++;
            LOG.warn("{}; version {} of {} goes on", error, model.version(), name);
        }
        if (state.equals(ModelState.NONE)) {
            settled = ModelState.NONE;
        }
        lastError = error;
    }

    private String why(IOException e) {
        if (e instanceof AmbiguousModelException) {
            return folder + " " + e.getMessage();
        }
        Path file = folder.resolve(expected().file());
        if (e instanceof NoSuchFileException) {
            return file + " does not exist";
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return file + " cannot be used as a model: "
                + reason.replaceAll("\\s+", " ").strip();
    }

    /** What the folder holds, or what is missed in it. */
    private ModelFormat expected() {
        for (ModelFormat format : ModelFormat.values()) {
            if (Files.exists(absoluteFolder.resolve(format.file()))) {
                return format;
            }
        }
        return model == null ? ModelFormat.OPENNLP : model.format();
    }

    private Path file(LoadedModel loaded) {
        return folder.resolve(loaded.format().file());
    }
}
