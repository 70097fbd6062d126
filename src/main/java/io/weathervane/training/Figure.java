package io.weathervane.training;

import java.util.function.ToDoubleFunction;

/** The figures of an {@link Evaluation} that are one number for all labels, each from 0 to 1. */
public enum Figure {
    ACCURACY("accuracy", "accuracy", Evaluation::accuracy),
    MACRO_PRECISION("macroPrecision", "macro precision", Evaluation::macroPrecision),
    MACRO_RECALL("macroRecall", "macro recall", Evaluation::macroRecall),
    MACRO_F1("macroF1", "macro F1", Evaluation::macroF1),
    WEIGHTED_PRECISION("weightedPrecision", "weighted precision", Evaluation::weightedPrecision),
    WEIGHTED_RECALL("weightedRecall", "weighted recall", Evaluation::weightedRecall),
    WEIGHTED_F1("weightedF1", "weighted F1", Evaluation::weightedF1),
    ECE("ece", "calibration error", Evaluation::expectedCalibrationError);

    private final String key;
    private final String title;
    private final ToDoubleFunction<Evaluation> value;

    Figure(String key, String title, ToDoubleFunction<Evaluation> value) {
        this.key = key;
        this.title = title;
        this.value = value;
    }

    /** Its name for programs, which stays. */
    public String key() {
        return key;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    public double of(Evaluation evaluation) {
        return value.applyAsDouble(evaluation);
    }
}
