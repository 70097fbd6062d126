package io.weathervane.doccat.features;

import java.util.Map;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;

/**
 * The features of one maximum entropy model by their hashes, one after the other: by no means for look-ups. Small, and
 * keeps nothing of the model that it is made from. Immutable.
 */
final class ModelWeights {

    private final int labels;
    private final long[] hashes;
    /** Where the labels and weights of each feature end. */
    private final int[] ends;

    private final int[] outcomes;
    private final float[] values;

    ModelWeights(GISModel model) {
        @SuppressWarnings("unchecked")
        Map<String, Context> stored = (Map<String, Context>) model.getDataStructures()[1];
        this.labels = model.getNumOutcomes();
        this.hashes = new long[stored.size()];
        this.ends = new int[stored.size()];
        int size = stored.values().stream()
                .mapToInt(context -> context.getOutcomes().length)
                .sum();
        this.outcomes = new int[size];
        this.values = new float[size];
        int feature = 0;
        int end = 0;
        for (Map.Entry<String, Context> entry : stored.entrySet()) {
            hashes[feature] = FeatureHash.of(entry.getKey());
            int[] labelsOfIt = entry.getValue().getOutcomes();
            for (int i = 0; i < labelsOfIt.length; i++) {
                outcomes[end] = labelsOfIt[i];
                values[end++] = (float) entry.getValue().getParameters()[i];
            }
            ends[feature++] = end;
        }
    }

    int labels() {
        return labels;
    }

    long[] hashes() {
        return hashes;
    }

    /** Puts all weights into the table, the first label's at this place of its rows. */
    void putInto(WeightTable table, int from) {
        int at = 0;
        for (int feature = 0; feature < hashes.length; feature++) {
            int row = table.put(hashes[feature]);
            for (; at < ends[feature]; at++) {
                table.set(row, from + outcomes[at], values[at]);
            }
        }
    }
}
