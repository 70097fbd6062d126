package io.weathervane.doccat.onnx;

import java.util.List;

/** The files of a model in ONNX. Apart from what runs it, so that they can be named where ONNX Runtime is missing. */
public final class OnnxFiles {

    public static final String MODEL = "model.onnx";

    /** What may stand beside the model and changes what it says; the first two hold the weights of models over 2 GB. */
    public static final List<String> COMPANIONS = List.of(
            "model.onnx_data",
            "model.onnx.data",
            TextEncoder.FILE,
            HubConfig.TOKENIZER_CONFIG,
            HubConfig.CONFIG,
            HubConfig.LABELS);

    private OnnxFiles() {}
}
