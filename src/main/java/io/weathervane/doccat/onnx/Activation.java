package io.weathervane.doccat.onnx;

import java.util.Arrays;

/** Makes probabilities of the numbers that a classifier gives out. */
final class Activation {

    private Activation() {}

    /** One of the labels is the answer. The largest is taken off first: otherwise large ones overflow. */
    static double[] softmax(double[] logits) {
        double largest = Arrays.stream(logits).max().orElse(0);
        double[] scores = Arrays.stream(logits).map(x -> Math.exp(x - largest)).toArray();
        double sum = Arrays.stream(scores).sum();
        return Arrays.stream(scores).map(x -> x / sum).toArray();
    }

    /** Each label is a question of its own. */
    static double[] sigmoid(double[] logits) {
        return Arrays.stream(logits).map(x -> 1 / (1 + Math.exp(-x))).toArray();
    }
}
