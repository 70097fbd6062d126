package io.weathervane.doccat.features;

import java.util.Map;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;

/** The features of one maximum entropy model by their hashes, as they are stored: by no means for look-ups. Immutable. */
final class ModelWeights {

    private final int labels;
    private final long[] hashes;
    private final Context[] contexts;

    ModelWeights(GISModel model) {
        @SuppressWarnings("unchecked")
        Map<String, Context> stored = (Map<String, Context>) model.getDataStructures()[1];
        this.labels = model.getNumOutcomes();
        this.hashes = stored.keySet().stream().mapToLong(FeatureHash::of).toArray();
        this.contexts = stored.values().toArray(Context[]::new);
    }

    int labels() {
        return labels;
    }

    long[] hashes() {
        return hashes;
    }

    /** Puts all weights into the table, the first label's at this place of its rows. */
    void putInto(WeightTable table, int from) {
        for (int i = 0; i < hashes.length; i++) {
            table.put(hashes[i], from, contexts[i].getOutcomes(), contexts[i].getParameters());
        }
    }
}
