package io.weathervane.training;

/**
 * What keeps a source on which nothing is measured from making a label more or less probable for the whole model. It is an intercept
 * for the texts of this source alone, which the model is saved without.
 */
public enum SourceIntercept {
    /** Learned like a weight: for a source that means something else by its labels. */
    LEARNED,
    /**
     * What the frequencies of its labels give: for a source that means the same by them, but has other texts. What sets those apart is
     * then for the features to learn, where a learned intercept would take it too.
     */
    FREQUENCIES
}
