package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.util.List;
import java.util.Locale;

/** Says before hours are lost whether training fits into the heap. The figures are measured, and a little on the safe side. */
final class HeapBudget {

    private static final int SAMPLE = 20_000;
    private static final long BYTES_PER_TEXT = 80;
    private static final long BYTES_PER_OCCURRENCE = 5;
    /** The point, its gradient, the optimizer's history and what becomes of them, for each weight. */
    private static final long BYTES_PER_WEIGHT = 150;
    /** Of many texts about as many features are frequent enough as there are texts. */
    private static final double WEIGHTS_PER_TEXT = 1;

    private static final long FIXED = 100L << 20;
    private static final double USABLE = 0.9;
    private static final double MEGABYTE = 1 << 20;

    private final long heap;
    private final long texts;
    private final int columns;
    private boolean checked;

    /** @param columns how many weights each feature has */
    HeapBudget(long heap, long texts, int columns) {
        this.heap = heap;
        this.texts = texts;
        this.columns = columns;
    }

    /** To be called while the texts are read the first time. */
    void checkTexts(long done, long occurrences) {
        if (checked || done < Math.min(SAMPLE, texts)) {
            return;
        }
        checked = true;
        double each = BYTES_PER_TEXT
                + BYTES_PER_OCCURRENCE * (double) occurrences / done
                + BYTES_PER_WEIGHT * WEIGHTS_PER_TEXT * columns;
        long fit = (long) Math.max(0, (heap * USABLE - FIXED) / each);
        if (texts > fit) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "%,d texts do not fit into the heap: into its %,.0f MB go about %,d of them. Start Java with -Xmx%.0fm,"
                            + " or use fewer texts or features; what fits into no machine needs a cluster.",
                    texts,
                    heap / MEGABYTE,
                    fit,
                    (each * texts + FIXED) / USABLE / MEGABYTE + 1));
        }
    }

    /** To be called when the features have been counted. */
    void checkFeatures(int features, List<TrainingSet> sets) {
        double needed = FIXED / 2.0 + (double) BYTES_PER_WEIGHT * columns * features;
        for (TrainingSet set : sets) {
            needed += Integer.BYTES * (double) set.rows.columns().length + BYTES_PER_TEXT / 2.0 * set.size();
        }
        if (needed > heap) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The weights of %,d features do not fit into the heap of %,.0f MB. Start Java with -Xmx%.0fm, or raise"
                            + " trainer.cutoff.",
                    features,
                    heap / MEGABYTE,
                    needed / USABLE / MEGABYTE + 1));
        }
    }

    static ConfigurationException exceeded(long texts, OutOfMemoryError cause) {
        return new ConfigurationException(
                String.format(
                        Locale.ROOT,
                        "Training on %,d texts ran out of the heap of %,.0f MB. Start Java with a larger -Xmx, raise"
                                + " trainer.cutoff, or use fewer texts or features.",
                        texts,
                        Runtime.getRuntime().maxMemory() / MEGABYTE),
                cause);
    }
}
