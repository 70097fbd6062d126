package io.weathervane.training.perturb;

import java.util.List;

/**
 * How the scores of a model change when only the name of a group in a sentence is exchanged. Probabilities are from 0 to 1.
 *
 * @param texts the sentences and groups
 * @param labels in the order of the model
 * @param changed which part of the texts is given another label than most texts of the same sentence
 * @param changedSentences in how many sentences the label depends on the name
 * @param changedByGroup which part of the sentences is given another label than most, by group
 */
public record Perturbation(
        PerturbationTexts texts,
        List<LabelChange> labels,
        double changed,
        int changedSentences,
        List<Double> changedByGroup) {

    /**
     * What concerns one label.
     *
     * @param mean probability over all texts
     * @param byGroup the mean probability over the sentences, by group
     * @param meanRange from the lowest to the highest probability within a sentence, the mean over the sentences
     * @param deviation the standard deviation within a sentence, the mean over the sentences
     * @param largest range within one sentence
     */
    public record LabelChange(
            String label, double mean, List<Double> byGroup, double meanRange, double deviation, Range largest) {

        /** How far the mean of a group is from that of all texts. */
        public double difference(int group) {
            return byGroup.get(group) - mean;
        }
    }

    /** The lowest and the highest probability of a label within one sentence, and the groups whose they are. */
    public record Range(String sentence, Group lowest, double low, Group highest, double high) {

        public double width() {
            return high - low;
        }
    }
}
