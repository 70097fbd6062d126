package io.weathervane.doccat.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A text classifier in ONNX, small enough to compute by hand: a label's logit is its bias, and the label's weight of each
 * token that is not masked out.
 */
public final class TinyOnnx {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final float[] weights;
    private final float[] bias;
    private final int vocabulary;
    private List<String> inputs = List.of("input_ids", "attention_mask");
    private int tokens;
    private boolean summed = true;

    public TinyOnnx(int vocabulary, float... bias) {
        this.vocabulary = vocabulary;
        this.bias = bias;
        this.weights = new float[vocabulary * bias.length];
    }

    /** What a token adds to the logit of each label. */
    public TinyOnnx weigh(int token, float... perLabel) {
        System.arraycopy(perLabel, 0, weights, token * bias.length, bias.length);
        return this;
    }

    TinyOnnx weighEach(float... perLabel) {
        for (int token = 0; token < vocabulary; token++) {
            weigh(token, perLabel);
        }
        return this;
    }

    TinyOnnx inputs(String... names) {
        inputs = List.of(names);
        return this;
    }

    /** Every text has so many tokens, as in a model that was exported without dynamic axes. */
    TinyOnnx fixedLength(int length) {
        tokens = length;
        return this;
    }

    /** The logits of each token instead of those of the text. */
    TinyOnnx perToken() {
        summed = false;
        return this;
    }

    public byte[] toByteArray() {
        Protobuf graph = new Protobuf();
        graph.message(1, node("Gather", "weights", "input_ids", "gathered"));
        boolean masked = inputs.contains("attention_mask");
        if (masked) {
            graph.message(1, node("Cast", "attention_mask", "mask").message(5, attribute("to", FLOAT)));
            graph.message(1, node("Unsqueeze", "mask", "column").message(5, attributes("axes", 2)));
            graph.message(1, node("Mul", "gathered", "column", "counted"));
        }
        String counted = masked ? "counted" : "gathered";
        if (summed) {
            graph.message(
                    1,
                    node("ReduceSum", counted, "sum")
                            .message(5, attributes("axes", 1))
                            .message(5, attribute("keepdims", 0)));
        }
        graph.message(1, node("Add", summed ? "sum" : counted, "bias", "logits"));
        graph.text(2, "tiny");
        graph.message(5, tensor("weights", weights, vocabulary, bias.length));
        graph.message(5, tensor("bias", bias, bias.length));
        for (String input : inputs) {
            graph.message(11, value(input, INT64, tokens == 0 ? dimensions("batch", "tokens") : dimensions(1, tokens)));
        }
        graph.message(
                12,
                value(
                        "logits",
                        FLOAT,
                        summed ? dimensions("batch", "labels") : dimensions("batch", "tokens", "labels")));
        return new Protobuf()
                .number(1, 6)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").number(2, 11))
                .toByteArray();
    }

    /** Its inputs, and last its output. */
    private static Protobuf node(String operator, String... values) {
        Protobuf node = new Protobuf();
        Arrays.stream(values, 0, values.length - 1).forEach(input -> node.text(1, input));
        return node.text(2, values[values.length - 1]).text(4, operator);
    }

    private static Protobuf attribute(String name, long value) {
        return new Protobuf().text(1, name).number(3, value).number(20, 2);
    }

    private static Protobuf attributes(String name, long value) {
        return new Protobuf().text(1, name).number(8, value).number(20, 7);
    }

    private static Protobuf tensor(String name, float[] values, long... shape) {
        Protobuf tensor = new Protobuf();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, FLOAT).text(8, name).floats(9, values);
    }

    private static Protobuf value(String name, int type, Protobuf shape) {
        Protobuf tensor = new Protobuf().number(1, type).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    private static Protobuf dimensions(Object... sizes) {
        Protobuf shape = new Protobuf();
        for (Object size : sizes) {
            shape.message(
                    1,
                    size instanceof Integer number
                            ? new Protobuf().number(1, number)
                            : new Protobuf().text(2, size.toString()));
        }
        return shape;
    }
}
