package io.weathervane.training;

import java.util.List;

/**
 * Something to learn: the task of the model itself, or another one that it can learn from.
 *
 * @param name for messages
 */
record Task(String name, LabelSet labels, List<TrainingSource> sources) {

    Task(String name, List<String> labels, List<TrainingSource> sources) {
        this(name, LabelSet.of(labels, sources), sources);
    }
}
