package io.weathervane.doccat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model without a route: it scores texts exactly as {@code doccat:} does, for commands that measure models. Its files are
 * read once. Any number of threads may share it, until it is closed.
 */
public final class StandaloneModel implements AutoCloseable {

    private static final String ANY_TEXT = "Does it work?";

    private final LoadedModel model;
    private final List<String> labels;

    private StandaloneModel(LoadedModel model) {
        this.model = model;
        int size = model.categorize(ANY_TEXT).length;
        List<String> names = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            names.add(model.label(i));
        }
        this.labels = List.copyOf(names);
    }

    /** Whether the folder holds a model of any kind that {@code doccat:} knows. */
    public static boolean isIn(Path folder) {
        for (ModelFormat format : ModelFormat.values()) {
            if (Files.isRegularFile(folder.resolve(format.file()))) {
                return true;
            }
        }
        return false;
    }

    /** @throws InvalidModelException if there is no usable model in the folder; the message says why and what to do */
    public static StandaloneModel load(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        ModelFile file = new ModelFile(String.valueOf(absolute.getFileName()), folder, absolute);
        file.use();
        LoadedModel model = file.hold();
        // nobody looks after the files any longer; the model stays until it is let go here
        file.close();
        return new StandaloneModel(model);
    }

    /**
     * @param name what the model is called in results
     * @param opennlp the bytes of a {@code model.bin}
     * @throws IOException if these bytes are no document categorizer that works
     */
    public static StandaloneModel read(String name, byte[] opennlp) throws IOException {
        ModelFormat.Digests digests =
                new ModelFormat.Digests(ModelFormat.sha256(new ByteArrayInputStream(opennlp)), Map.of());
        return new StandaloneModel(new LoadedModel(name, ModelFormat.OPENNLP, digests, CategorizerModel.read(opennlp)));
    }

    /** In the order of the scores. */
    public List<String> labels() {
        return labels;
    }

    /** The score of each label, from 0 to 1; none if there is nothing to read in the text, which {@code doccat:} calls unknown. */
    public double[] scores(CharSequence text) {
        return model.categorize(text);
    }

    /** The folder's name. */
    public String name() {
        return String.valueOf(model.reference().get("name"));
    }

    /** As {@code doccat:} puts it into documents. */
    public String version() {
        return model.version();
    }

    /** Frees the model's memory outside Java's heap; nobody may be asking for scores. */
    @Override
    public void close() {
        model.close();
    }
}
