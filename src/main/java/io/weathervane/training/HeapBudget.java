package io.weathervane.training;

import java.util.List;

/** Says before it is too late whether training fits into the heap. */
final class HeapBudget {

    HeapBudget(long texts, TrainerParameters parameters) {}

    void checkTexts(long done, long occurrences) {}

    static io.weathervane.config.ConfigurationException exceeded(long texts, Throwable cause) {
        return new io.weathervane.config.ConfigurationException(
                "The heap is too small for " + texts + " texts; raise it.", cause);
    }

    void checkFeatures(int features, List<TrainingSet> sets) {}
}
