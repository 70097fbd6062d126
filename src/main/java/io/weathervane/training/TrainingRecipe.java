package io.weathervane.training;

import io.weathervane.doccat.features.CharacterFeatureGenerator;
import io.weathervane.doccat.features.StyleFeatureGenerator;
import io.weathervane.doccat.features.WordFeatureGenerator;
import io.weathervane.doccat.features.WordPairFeatureGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * All that a model is made of. The same recipe on the same data gives the same bytes.
 *
 * @param name the model's name, that of its folder
 * @param labels the model's labels in the order that it keeps them; empty: those of the data, sorted
 * @param sources what to learn from, one at least
 * @param teachers other tasks, by name, from which this one can learn: their files have their own labels
 * @param validation what to measure the finished model on; may be empty
 * @param features what a text is taken apart by
 * @param trainer the trainer's parameters
 * @param objective what decisions are set for
 * @param offsets added to what the objective asks for, per label, in units of log-odds
 * @param calibrateOnValidation whether the validation data, and not cross-validation, says how confident to be: for training
 *     data that is harder or easier than what the model is for
 * @param maximumBytes what the model file may weigh; the features that matter least are dropped until it fits
 */
public record TrainingRecipe(
        String name,
        List<String> labels,
        List<TrainingSource> sources,
        List<TrainingSource> teachers,
        List<TrainingSource> validation,
        List<FeatureGenerator> features,
        TrainerParameters trainer,
        Objective objective,
        Map<String, Double> offsets,
        boolean calibrateOnValidation,
        long maximumBytes) {

    private static final long LARGEST = 8L << 20;

    public TrainingRecipe {
        labels = List.copyOf(labels);
        sources = List.copyOf(sources);
        teachers = List.copyOf(teachers);
        validation = List.copyOf(validation);
        features = List.copyOf(features);
        offsets = Map.copyOf(offsets);
    }

    /** What is used for a model that has no recipe of its own yet: no data, and the features that suit tweets. */
    public static TrainingRecipe standard(String name) {
        return new TrainingRecipe(
                name,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new WordFeatureGenerator(),
                        new WordPairFeatureGenerator(),
                        new CharacterFeatureGenerator(),
                        new StyleFeatureGenerator()),
                TrainerParameters.DEFAULT,
                Objective.ACCURACY,
                Map.of(),
                false,
                LARGEST);
    }

    /** This recipe with other data; an empty list leaves what it has. */
    public TrainingRecipe withData(List<TrainingSource> newSources, List<TrainingSource> newValidation) {
        return new TrainingRecipe(
                name,
                labels,
                newSources.isEmpty() ? sources : newSources,
                teachers,
                newValidation.isEmpty() ? validation : newValidation,
                features,
                trainer,
                objective,
                offsets,
                calibrateOnValidation,
                maximumBytes);
    }

    TrainingRecipe withTrainer(TrainerParameters parameters) {
        return new TrainingRecipe(
                name,
                labels,
                sources,
                teachers,
                validation,
                features,
                parameters,
                objective,
                offsets,
                calibrateOnValidation,
                maximumBytes);
    }

    TrainingRecipe withFeature(FeatureGenerator feature) {
        List<FeatureGenerator> more = new ArrayList<>(features);
        more.add(feature);
        return new TrainingRecipe(
                name,
                labels,
                sources,
                teachers,
                validation,
                more,
                trainer,
                objective,
                offsets,
                calibrateOnValidation,
                maximumBytes);
    }
}
