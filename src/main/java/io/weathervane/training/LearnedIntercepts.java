package io.weathervane.training;

import java.util.Arrays;

/**
 * An input of its own for every source whose intercept is {@linkplain SourceIntercept#LEARNED learned}: it is 1 for the texts of the source
 * and 0 for all others. What its weights learn is how much more frequent a label is in that source than where the model is for, which
 * the weights of features then need not explain. The weights are left out of the model (after Daumé, "Frustratingly Easy Domain
 * Adaptation", 2007, for the intercept alone).
 */
final class LearnedIntercepts {

    /** An intercept may go ten times as far as other inputs. */
    private static final float SCALE = 10;

    private LearnedIntercepts() {}

    /** The inputs of each row, and after them those of the sources. */
    static float[][] append(float[][] inputs, TrainingSet set, TrainingRecipe recipe) {
        int[] places = new int[recipe.sources().size()];
        int count = 0;
        for (int source = 0; source < places.length; source++) {
            places[source] = recipe.sources().get(source).has(SourceIntercept.LEARNED) ? count++ : -1;
        }
        if (count == 0) {
            return inputs;
        }
        float[][] more = new float[inputs.length][];
        for (int row = 0; row < more.length; row++) {
            more[row] = Arrays.copyOf(inputs[row], inputs[row].length + count);
            int place = places[set.sources[row]];
            if (place >= 0) {
                more[row][inputs[row].length + place] = SCALE;
            }
        }
        return more;
    }
}
