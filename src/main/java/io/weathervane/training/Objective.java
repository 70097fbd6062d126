package io.weathervane.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the decisions of a model are set for, once its scores are known. */
public enum Objective {
    /** The most texts right: the label of the highest probability, as the texts are distributed in training. */
    ACCURACY,
    /** The mean over the labels of F1: rare labels count as much as frequent ones. */
    MACRO_F1,
    /** The mean over the labels of recall, for texts whose distribution over the labels is not that of training. */
    MACRO_RECALL;

    /** The one of this name, which is written as in {@code training.properties}: {@code macro-f1}. */
    public static Optional<Objective> named(String name) {
        return Arrays.stream(values())
                .filter(value -> value.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is to be as high as possible, from 0 to 1. */
    public double of(Evaluation evaluation) {
        return switch (this) {
            case ACCURACY -> evaluation.accuracy();
            case MACRO_F1 -> evaluation.macroF1();
            case MACRO_RECALL -> evaluation.macroRecall();
        };
    }
}
