package io.weathervane.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of a text before a task is learned: which words are used alike, and what models of other tasks say. All of it
 * is a sum over the text's features, so whatever a task learns from it can be folded back into weights of features.
 */
final class Background {

    private final float[][] vectors;
    private final List<float[]> teachers = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private int dimensions;

    private Background(float[][] vectors) {
        this.vectors = vectors;
        for (float[] vector : vectors) {
            dimensions = Math.max(dimensions, vector == null ? 0 : vector.length);
        }
    }

    /** @param tasks the first is the one to be learned, and teaches nothing */
    static Background learn(
            List<Task> tasks,
            List<TrainingSet> sets,
            TrainingSetReader reader,
            TrainerParameters parameters,
            Progress progress) {
        float[][] vectors = new float[reader.index().size()][];
        if (parameters.vectors() > 0) {
            List<TrainingSource> texts =
                    tasks.stream().flatMap(task -> task.sources().stream()).toList();
            vectors = WordVectors.learn(
                    texts, reader.index(), reader.frequencies(), parameters.vectors(), parameters.seed(), progress);
        }
        Background background = new Background(vectors);
        for (int i = 1; i < tasks.size(); i++) {
            background.add(
                    sets.get(i), parameters, "learning from " + tasks.get(i).name(), progress);
        }
        return background;
    }

    private void add(TrainingSet set, TrainerParameters parameters, String step, Progress progress) {
        // the cutoff is for all texts together: a lexicon has each of its words once
        TrainingSet.Local local = set.local(1);
        TrainingSet own = local.set();
        LinearWeights weights =
                new NbMaxent(parameters).train(own, new float[own.size()][0], own.all(), step, progress);
        int width = weights.columns();
        float[] teacher = new float[set.features * width];
        for (int feature = 0; feature < own.features; feature++) {
            System.arraycopy(weights.values(), feature * width, teacher, local.numbers()[feature] * width, width);
        }
        teachers.add(teacher);
        widths.add(width);
        dimensions += width;
    }

    /** The inputs of each row. */
    float[][] inputs(TrainingSet set) {
        float[][] inputs = new float[set.size()][];
        if (dimensions == 0) {
            Arrays.fill(inputs, new float[0]);
            return inputs;
        }
        int[] features = set.rows.columns();
        for (int row = 0; row < inputs.length; row++) {
            float[] input = new float[dimensions];
            for (int i = set.rows.start(row); i < set.rows.end(row); i++) {
                float[] of = of(features[i]);
                for (int d = 0; d < of.length; d++) {
                    input[d] += of[d];
                }
            }
            inputs[row] = input;
        }
        return inputs;
    }

    /** The weights of all features of all tasks: the learned ones, and what the weights of the inputs make of the others. */
    float[] fold(LinearWeights learned, int[] numbers) {
        int columns = learned.columns();
        float[] folded = new float[vectors.length * columns];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(learned.values(), i * columns, folded, numbers[i] * columns, columns);
        }
        for (int feature = 0; feature < vectors.length && dimensions > 0; feature++) {
            float[] of = of(feature);
            for (int d = 0; d < of.length; d++) {
                int from = (learned.features() + d) * columns;
                for (int column = 0; column < columns && of[d] != 0; column++) {
                    folded[feature * columns + column] += of[d] * learned.values()[from + column];
                }
            }
        }
        return folded;
    }

    private float[] of(int feature) {
        float[] vector = vectors[feature];
        if (teachers.isEmpty()) {
            return vector == null ? new float[0] : vector;
        }
        float[] all = vector == null ? new float[dimensions] : Arrays.copyOf(vector, dimensions);
        int at = dimensions - widths.stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < widths.size(); i++) {
            int width = widths.get(i);
            System.arraycopy(teachers.get(i), feature * width, all, at, width);
            at += width;
        }
        return all;
    }
}
