package io.weathervane.doccat.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A text classifier in ONNX, run by ONNX Runtime on the processor, with the tokenizer and the configuration that model hubs
 * put beside it. One text a call, on the caller's thread alone: whoever wants more throughput calls it from more threads.
 *
 * <p>Any number of threads may ask for scores. {@link #close} frees native memory, so it must wait until none of them does.
 */
public final class OnnxClassifier implements AutoCloseable {

    private final HubConfig config;
    private final OrtSession session;
    private final ModelInputs inputs;
    private final String output;
    private final TextEncoder encoder;

    private OnnxClassifier(HubConfig config, OrtSession session, Path folder) throws OrtException, IOException {
        this.config = config;
        this.session = session;
        this.inputs = ModelInputs.of(session.getInputInfo());
        this.output = output(session.getOutputInfo());
        boolean fixed = inputs.fixedLength() > 0;
        this.encoder = TextEncoder.read(
                folder, fixed ? Math.min(inputs.fixedLength(), config.maximumLength()) : config.maximumLength(), fixed);
    }

    /**
     * Reads the model of a folder and tries it out.
     *
     * @throws IOException if it is no text classifier that works; the message is a reason that can follow "because"
     * @throws LinkageError if ONNX Runtime or the tokenizers are not on the class path, or have no native code for this machine
     */
    public static OnnxClassifier load(Path folder) throws IOException {
        HubConfig config = HubConfig.read(folder);
        OrtSession session = null;
        OnnxClassifier loaded = null;
        try {
            session = session(folder.resolve(OnnxFiles.MODEL));
            loaded = new OnnxClassifier(config, session, folder);
            loaded.run("Does it work?");
            OnnxClassifier works = loaded;
            loaded = null;
            session = null;
            return works;
        } catch (OrtException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (loaded != null) {
                loaded.encoder.close();
            }
            close(session);
        }
    }

    private static OrtSession session(Path file) throws OrtException {
        OrtEnvironment environment = environment();
        environment.setTelemetry(false);
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return environment.createSession(file.toString(), options);
        }
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "weathervane");
    }

    private static String output(Map<String, NodeInfo> declared) throws IOException {
        NodeInfo logits =
                declared.getOrDefault("logits", declared.values().iterator().next());
        if (!(logits.getInfo() instanceof TensorInfo info) || info.getShape().length != 2) {
            throw new IOException("its output " + logits.getName() + " must be numbers, [batch, labels], not "
                    + logits.getInfo() + ": export it for text classification");
        }
        return logits.getName();
    }

    /** The names of the scores, in their order. */
    public List<String> labels() {
        return config.labels();
    }

    /**
     * The probability of each label, from 0 to 1. They add up to 1, unless the model's configuration says
     * {@code multi_label_classification}: then each stands for itself.
     *
     * @throws IllegalStateException if the model fails on this text
     */
    public double[] scores(String text) {
        try {
            return run(text);
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("The model fails on a text: " + e.getMessage(), e);
        }
    }

    private double[] run(String text) throws OrtException, IOException {
        Encoding tokens = encoder.encode(text);
        Map<String, OnnxTensor> tensors = inputs.tensors(environment(), tokens);
        try (OrtSession.Result result = session.run(tensors)) {
            double[] logits = logits((OnnxTensor) result.get(output).orElseThrow());
            return config.multiLabel() ? Activation.sigmoid(logits) : Activation.softmax(logits);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private double[] logits(OnnxTensor tensor) throws IOException {
        long[] shape = tensor.getInfo().getShape();
        FloatBuffer values = tensor.getFloatBuffer();
        if (values == null || shape.length != 2 || shape[0] != 1) {
            throw new IOException("its output must be of floating point numbers, [1, labels], not " + tensor.getInfo());
        }
        if (shape[1] != labels().size()) {
            throw new IOException("it has " + shape[1] + " outputs, but there are " + labels().size() + " labels: "
                    + labels() + "; correct " + HubConfig.LABELS + " or " + HubConfig.CONFIG);
        }
        double[] logits = new double[labels().size()];
        Arrays.setAll(logits, values::get);
        return logits;
    }

    @Override
    public void close() {
        encoder.close();
        close(session);
    }

    private static void close(OrtSession session) {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot free a model: " + e.getMessage(), e);
        }
    }
}
