package io.weathervane.doccat.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which of a tokenizer's results a model wants. Immutable.
 *
 * @param names of the inputs that the model declares
 * @param fixedLength the number of tokens that each text must have, 0 if it may be any
 */
record ModelInputs(Set<String> names, int fixedLength) {

    private static final Map<String, Function<Encoding, long[]>> KNOWN = Map.of(
            "input_ids", Encoding::getIds,
            "attention_mask", Encoding::getAttentionMask,
            "token_type_ids", Encoding::getTypeIds);

    static ModelInputs of(Map<String, NodeInfo> declared) throws IOException {
        int length = 0;
        for (NodeInfo input : declared.values()) {
            if (!KNOWN.containsKey(input.getName())) {
                throw new IOException(
                        "it wants the input \"" + input.getName() + "\", and only input_ids, attention_mask"
                                + " and token_type_ids are there: export it for text classification");
            }
            if (!(input.getInfo() instanceof TensorInfo info)
                    || info.type != OnnxJavaType.INT64
                    || info.getShape().length != 2
                    || info.getShape()[0] > 1) {
                throw new IOException("its input " + input.getName()
                        + " must be of 64-bit integers, [batch, tokens], with a batch of one or any size, not "
                        + input.getInfo());
            }
            length = Math.max(length, (int) info.getShape()[1]);
        }
        if (!declared.containsKey("input_ids")) {
            throw new IOException("it has no input \"input_ids\": export it for text classification");
        }
        return new ModelInputs(Set.copyOf(declared.keySet()), length);
    }

    /** The caller closes them. */
    Map<String, OnnxTensor> tensors(OrtEnvironment environment, Encoding text) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (String name : names) {
                long[] values = KNOWN.get(name).apply(text);
                tensors.put(
                        name,
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length}));
            }
        } catch (OrtException e) {
            tensors.values().forEach(OnnxTensor::close);
            throw e;
        }
        return tensors;
    }
}
