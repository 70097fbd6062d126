package io.weathervane.doccat;

import io.weathervane.doccat.onnx.OnnxClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A text classifier in ONNX, such as a RoBERTa from a model hub. What has no text for one kind of model has none for the other. */
final class OnnxCategorizer implements TextCategorizer {

    private final OnnxClassifier classifier;

    private OnnxCategorizer(OnnxClassifier classifier) {
        this.classifier = classifier;
    }

    /** @throws IOException if the folder's model is no text classifier that works here */
    static OnnxCategorizer read(Path folder) throws IOException {
        try {
            return new OnnxCategorizer(OnnxClassifier.load(folder));
        } catch (LinkageError e) {
            throw unavailable(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            // natives that cannot be loaded, and damaged files, make the libraries fail in any of these ways
            throw e.getCause() instanceof LinkageError link ? unavailable(link) : new IOException(String.valueOf(e), e);
        }
    }

    private static IOException unavailable(LinkageError e) {
        return new IOException(
                "this Weathervane cannot run ONNX: onnxruntime and tokenizers must be among its libraries, with native"
                        + " code for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch") + " ("
                        + e + ")",
                e);
    }

    @Override
    public double[] categorize(CharSequence text) {
        String readable = TextTokenizer.beginning(text.toString());
        if (TextTokenizer.INSTANCE.tokenize(readable).length == 0) {
            return NO_SCORES;
        }
        // half a surrogate pair is no text that native code could read
        String whole = new String(readable.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        double[] scores = classifier.scores(whole);
        for (int i = 0; i < scores.length; i++) {
            // JSON has no NaN
            scores[i] = Double.isNaN(scores[i]) ? 0 : scores[i];
        }
        return scores;
    }

    @Override
    public String label(int category) {
        return classifier.labels().get(category);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
