package io.weathervane.training;

/** What the decisions of a model are set for, once its scores are known. */
public enum Objective {
    /** The most texts right: the label of the highest probability, as the texts are distributed in training. */
    ACCURACY,
    /** The mean over the labels of F1: rare labels count as much as frequent ones. */
    MACRO_F1,
    /** The mean over the labels of recall, for texts whose distribution over the labels is not that of training. */
    MACRO_RECALL;

    double of(Evaluation evaluation) {
        return switch (this) {
            case ACCURACY -> evaluation.accuracy();
            case MACRO_F1 -> evaluation.macroF1();
            case MACRO_RECALL -> evaluation.macroRecall();
        };
    }
}
