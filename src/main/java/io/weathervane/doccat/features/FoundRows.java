package io.weathervane.doccat.features;

import java.util.Arrays;

/**
 * Where the weights of features stand in an array, and how often each counts. All are known before the first is read, so that the
 * processor fetches them from memory side by side. To be reused, by one thread.
 */
final class FoundRows {

    private int[] starts = new int[64];
    private int[] times = new int[64];
    private int count;

    void clear() {
        count = 0;
    }

    void add(int start, int repeats) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
        }
        starts[count] = start;
        times[count++] = repeats;
    }

    /** Adds their weights in their order to the scores; label by label, as the first one fetches those beside it. */
    void addTo(float[] scores, float[] weights) {
        for (int label = 0; label < scores.length; label++) {
            float sum = scores[label];
            for (int i = 0; i < count; i++) {
                sum += times[i] * weights[starts[i] + label];
            }
            scores[label] = sum;
        }
    }
}
