package io.weathervane.training.compare;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.TrainerParameters;
import io.weathervane.training.TrainingRecipe;
import io.weathervane.training.TrainingSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a model's recipe every trainer can use: texts with one label each that all count the same.
 *
 * @param unused what is left out, each with its reason
 */
public record SimpleRecipe(List<TrainingSource> data, List<TrainingSource> validation, List<String> unused) {

    /** @throws ConfigurationException if the recipe has no such data */
    public static SimpleRecipe of(TrainingRecipe recipe) {
        List<String> unused = new ArrayList<>();
        List<TrainingSource> data = simple(recipe.sources(), unused);
        List<TrainingSource> validation = simple(recipe.validation(), unused);
        if (data.isEmpty()) {
            throw new ConfigurationException(
                    "The recipe of '" + recipe.name() + "' has no data that all trainers can use ("
                            + String.join("; ", unused) + "); name files yourself.");
        }
        recipe.teachers().forEach(teacher -> unused.add(teacher.name() + " (only train learns from other tasks)"));
        if (recipe.trainer().vectors() != TrainerParameters.DEFAULT.vectors()) {
            unused.add("trainer.vectors (only train has word vectors)");
        }
        if (recipe.offsets().values().stream().anyMatch(offset -> offset != 0)) {
            unused.add("offset (decisions are compared as trainers make them)");
        }
        return new SimpleRecipe(data, validation, List.copyOf(unused));
    }

    private static List<TrainingSource> simple(List<TrainingSource> sources, List<String> unused) {
        List<TrainingSource> simple = new ArrayList<>();
        for (TrainingSource source : sources) {
            if (source.meanings().values().stream().anyMatch(meaning -> meaning.size() != 1)) {
                unused.add(source.name() + " (a label of it may mean several)");
            } else if (!source.among().isEmpty()) {
                unused.add(source.name() + " (it knows only some of the labels)");
            } else if (source.weight() != 1 || !source.measured()) {
                unused.add(source.name() + " (its texts count differently)");
            } else {
                simple.add(source);
            }
        }
        return simple;
    }
}
