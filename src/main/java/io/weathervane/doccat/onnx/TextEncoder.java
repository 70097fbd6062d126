package io.weathervane.doccat.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The tokenizer of a model, as its {@code tokenizer.json} describes it. For any number of threads until it is closed. */
final class TextEncoder implements AutoCloseable {

    static final String FILE = "tokenizer.json";

    static {
        // DJL reports each use to its makers from some clouds, and may download natives for graphics processors
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;

    private TextEncoder(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * @param length the most tokens of a text, special ones included; what is longer loses its end
     * @param fixed whether a shorter text is filled up to that length
     */
    static TextEncoder read(Path folder, int length, boolean fixed) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IOException("it has no tokenizer: put the " + FILE + " of its repository beside it");
        }
        try {
            return new TextEncoder(HuggingFaceTokenizer.newInstance(
                    file,
                    Map.of(
                            "truncation",
                            "true",
                            "maxLength",
                            Integer.toString(length),
                            "modelMaxLength",
                            Integer.toString(length),
                            "padding",
                            fixed ? "max_length" : "false")));
        } catch (RuntimeException e) {
            throw new IOException(FILE + " cannot be used as a tokenizer (" + e.getMessage() + ")", e);
        }
    }

    Encoding encode(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
