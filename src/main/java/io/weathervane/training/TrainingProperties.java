package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.util.ext.ExtensionLoader;

/**
 * Reads {@code training.properties}, the recipe of a model, as it stands in the model's folder.
 *
 * <pre>
 * labels = negative neutral positive
 * data.semeval = tweeteval/sentiment.train.tsv.gz
 * data.smileys = sentiment140/train.tsv.gz
 * data.smileys.among = negative positive
 * data.smileys.weight = 0.5
 * data.smileys.measured = false
 * data.insults = c.csv.gz
 * data.insults.labels = not-hate:offensive|none
 * data.insults.label-column = class
 * data.insults.text-column = 6
 * teacher.emotion = tweeteval/emotion.train.tsv.gz
 * validation = tweeteval/sentiment.val.tsv.gz
 * features = words word-pairs characters style
 * calibration = validation
 * trainer.cutoff = 2
 * </pre>
 *
 * Files are relative to the folder with the training data, or to that of the recipe if they begin with {@code ./} or
 * {@code ../}. Features are short names, or classes with a public constructor without arguments.
 */
public final class TrainingProperties {

    private static final String PACKAGE = "io.weathervane.doccat.features.";
    private static final Map<String, String> FEATURES = Map.of(
            "words", PACKAGE + "WordFeatureGenerator",
            "word-pairs", PACKAGE + "WordPairFeatureGenerator",
            "word-triples", PACKAGE + "WordTripleFeatureGenerator",
            "normalized-words", PACKAGE + "NormalizedWordFeatureGenerator",
            "normalized-word-pairs", PACKAGE + "NormalizedWordPairFeatureGenerator",
            "characters", PACKAGE + "CharacterFeatureGenerator",
            "last-sentence", PACKAGE + "LastSentenceFeatureGenerator",
            "private", PACKAGE + "PrivateTextFeatureGenerator",
            "style", PACKAGE + "StyleFeatureGenerator");
    /** What is used if the recipe names none. */
    public static final String DEFAULT_FEATURES = "words word-pairs characters style";

    private static final double MEGABYTE = 1024 * 1024;

    private final RecipeValues values;
    private final RecipeSources sources;

    private TrainingProperties(RecipeValues values, Path own, Path data) {
        this.values = values;
        this.sources = new RecipeSources(values, own, data);
    }

    /** The settings in a recipe's file. */
    public static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The recipe " + file + " cannot be read; create it or name data files.", e);
        }
        return properties;
    }

    /**
     * @param name of the model
     * @param file the recipe
     * @param data the folder that the recipe's files are in
     */
    public static TrainingRecipe read(String name, Path file, Path data) {
        return of(name, load(file), file.toString(), file.resolveSibling(""), data);
    }

    /**
     * @param name of the model
     * @param settings of the recipe
     * @param origin where they stand, for messages
     * @param own the folder of the recipe itself
     * @param data the folder that the recipe's files are in
     */
    public static TrainingRecipe of(String name, Properties settings, String origin, Path own, Path data) {
        RecipeValues values = new RecipeValues(settings, origin);
        TrainingRecipe recipe = new TrainingProperties(values, own, data).recipe(name);
        values.refuseUnknown();
        return recipe;
    }

    /** The settings that ask for these parameters. */
    public static Map<String, String> settings(TrainerParameters trainer) {
        return Map.of(
                "trainer.cutoff", Integer.toString(trainer.cutoff()),
                "trainer.strength", Double.toString(trainer.strength()),
                "trainer.smoothing", Double.toString(trainer.smoothing()),
                "trainer.vectors", Integer.toString(trainer.vectors()),
                "trainer.transfer", Double.toString(trainer.transfer()),
                "trainer.iterations", Integer.toString(trainer.iterations()),
                "trainer.folds", Integer.toString(trainer.folds()),
                "trainer.seed", Long.toString(trainer.seed()));
    }

    private TrainingRecipe recipe(String name) {
        TrainerParameters defaults = TrainerParameters.DEFAULT;
        TrainerParameters trainer = new TrainerParameters(
                (int) values.number("trainer.cutoff", defaults.cutoff(), 1, 1_000_000),
                values.number("trainer.strength", defaults.strength(), 1e-9, 1e9),
                values.number("trainer.smoothing", defaults.smoothing(), 1e-9, 1e9),
                (int) values.number("trainer.vectors", defaults.vectors(), 0, 1000),
                values.number("trainer.transfer", defaults.transfer(), 1e-9, 1e9),
                (int) values.number("trainer.iterations", defaults.iterations(), 1, 100_000),
                (int) values.number("trainer.folds", defaults.folds(), 0, 100),
                (long) values.number("trainer.seed", defaults.seed(), 0, 1e15));
        List<TrainingSource> data = sources.of("data");
        if (data.isEmpty()) {
            throw new ConfigurationException("The recipe " + values.origin() + " names no data; add data = <file>.");
        }
        List<String> labels = values.words("labels", "");
        Map<String, Double> offsets = new HashMap<>();
        for (String label : labels) {
            offsets.put(label, values.number("offset." + label, 0, -100, 100));
        }
        return new TrainingRecipe(
                name,
                labels,
                data,
                sources.of("teacher"),
                sources.of("validation"),
                values.words("features", DEFAULT_FEATURES).stream()
                        .map(this::feature)
                        .toList(),
                trainer,
                objective(),
                offsets,
                calibratesOnValidation(),
                (long) (values.number("model.megabytes", 8, 0.001, 1000) * MEGABYTE));
    }

    private FeatureGenerator feature(String name) {
        try {
            return featureGenerator(name);
        } catch (ConfigurationException e) {
            throw new ConfigurationException("In " + values.origin() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The generator of this short name or class name.
     *
     * @throws ConfigurationException if there is none
     */
    public static FeatureGenerator featureGenerator(String name) {
        try {
            ExtensionLoader.registerAllowedPackage("io.weathervane");
            return ExtensionLoader.instantiateExtension(FeatureGenerator.class, FEATURES.getOrDefault(name, name));
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "The features '" + name + "' are none of " + new TreeSet<>(FEATURES.keySet())
                            + " nor a class on the class path; correct the name.",
                    e);
        }
    }

    /** The name by which {@link #featureGenerator} finds it again. */
    public static String featureName(FeatureGenerator generator) {
        String type = generator.getClass().getName();
        return FEATURES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(type);
    }

    private boolean calibratesOnValidation() {
        String text = values.text("calibration", "cross-validation");
        if (!Set.of("cross-validation", "validation").contains(text)) {
            throw values.wrong("calibration", text, "cross-validation or validation");
        }
        return text.equals("validation");
    }

    private Objective objective() {
        String text = values.text("objective", "accuracy");
        return Objective.named(text)
                .orElseThrow(() -> values.wrong("objective", text, "accuracy, macro-f1 or macro-recall"));
    }
}
