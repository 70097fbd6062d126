package io.weathervane.training.compare;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.TrainingProperties;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * What texts are taken apart by.
 *
 * @param name the names of the generators with {@code +} between them: {@code words+word-pairs}
 */
public record FeatureSet(String name, List<FeatureGenerator> generators) {

    public FeatureSet {
        generators = List.copyOf(generators);
    }

    /** @throws ConfigurationException if one of the names is unknown */
    public static FeatureSet named(String name) {
        return new FeatureSet(
                name,
                Arrays.stream(name.strip().split("\\+", -1))
                        .map(String::strip)
                        .map(TrainingProperties::featureGenerator)
                        .toList());
    }

    /** The generators of a recipe. */
    public static FeatureSet of(List<FeatureGenerator> generators) {
        return new FeatureSet(
                generators.stream().map(TrainingProperties::featureName).collect(Collectors.joining("+")), generators);
    }
}
