package io.weathervane.doccat.features;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The weights of some models side by side in one table: one look-up of a feature gives what it adds to the labels of all of them.
 * Immutable.
 */
final class JoinedWeights {

    private final Map<ModelWeights, Integer> firstLabels = new IdentityHashMap<>();
    private final int labels;
    private final WeightTable table;

    JoinedWeights(List<ModelWeights> models) {
        int count = 0;
        for (ModelWeights model : models) {
            firstLabels.put(model, count);
            count += model.labels();
        }
        this.labels = count;
        long features = models.stream()
                .flatMapToLong(model -> LongStream.of(model.hashes()))
                .sorted()
                .distinct()
                .count();
        this.table = new WeightTable(Math.toIntExact(features), labels);
        firstLabels.forEach((model, from) -> model.putInto(table, from));
    }

    boolean has(ModelWeights model) {
        return firstLabels.containsKey(model);
    }

    /** Where the scores of the model begin among those of all. */
    int firstLabel(ModelWeights model) {
        return firstLabels.get(model);
    }

    /** How many labels the models have together. */
    int labels() {
        return labels;
    }

    WeightTable table() {
        return table;
    }
}
