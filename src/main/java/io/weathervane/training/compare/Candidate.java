package io.weathervane.training.compare;

import io.weathervane.doccat.features.ConstantFeatureGenerator;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * One recipe among those that are compared.
 *
 * @param cutoff features in fewer texts than this are dropped; 1 or more
 */
public record Candidate(TrainerChoice trainer, FeatureSet features, int cutoff) {

    /** All combinations. */
    public static List<Candidate> all(List<TrainerChoice> trainers, List<FeatureSet> features, List<Integer> cutoffs) {
        List<Candidate> all = new ArrayList<>();
        // by features first: texts are taken apart once for all that share them
        for (FeatureSet set : features) {
            for (int cutoff : cutoffs) {
                trainers.forEach(trainer -> all.add(new Candidate(trainer, set, cutoff)));
            }
        }
        return all;
    }

    public String name() {
        return trainer.name() + ", " + features.name() + ", cutoff " + cutoff;
    }

    boolean addsConstant() {
        return trainer.needsConstant()
                && features.generators().stream().noneMatch(ConstantFeatureGenerator.class::isInstance);
    }

    FeatureGenerator[] generators() {
        List<FeatureGenerator> all = new ArrayList<>(features.generators());
        if (addsConstant()) {
            all.add(new ConstantFeatureGenerator());
        }
        return all.toArray(FeatureGenerator[]::new);
    }
}
