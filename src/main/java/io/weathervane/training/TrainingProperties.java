package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * data.insults.labels = not-hate:offensive|none
 * teacher.emotion = tweeteval/emotion.train.tsv.gz
 * validation = tweeteval/sentiment.val.tsv.gz
 * features = words word-pairs characters style
 * calibration = validation
 * trainer.cutoff = 2
 * </pre>
 *
 * Files are relative to the folder with the training data. Features are short names, or classes with a public constructor
 * without arguments.
 */
public final class TrainingProperties {

    private static final String PACKAGE = "io.weathervane.doccat.features.";
    private static final Map<String, String> FEATURES = Map.of(
            "words", PACKAGE + "WordFeatureGenerator",
            "word-pairs", PACKAGE + "WordPairFeatureGenerator",
            "word-triples", PACKAGE + "WordTripleFeatureGenerator",
            "characters", PACKAGE + "CharacterFeatureGenerator",
            "style", PACKAGE + "StyleFeatureGenerator");
    private static final String DEFAULT_FEATURES = "words word-pairs characters style";
    private static final Set<String> SOURCE_SETTINGS = Set.of("labels", "among", "weight", "measured");
    private static final double MEGABYTE = 1024 * 1024;

    private final Path file;
    private final Path data;
    private final Properties properties = new Properties();
    private final Set<String> used = new TreeSet<>();

    private TrainingProperties(Path file, Path data) {
        this.file = file;
        this.data = data;
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The recipe " + file + " cannot be read; create it or name data files.", e);
        }
    }

    /**
     * @param name of the model
     * @param file the recipe
     * @param data the folder that the recipe's files are in
     */
    public static TrainingRecipe read(String name, Path file, Path data) {
        TrainingProperties properties = new TrainingProperties(file, data);
        TrainingRecipe recipe = properties.recipe(name);
        properties.refuseUnknown();
        return recipe;
    }

    private TrainingRecipe recipe(String name) {
        TrainerParameters defaults = TrainerParameters.DEFAULT;
        TrainerParameters trainer = new TrainerParameters(
                (int) number("trainer.cutoff", defaults.cutoff(), 1, 1_000_000),
                number("trainer.strength", defaults.strength(), 1e-9, 1e9),
                number("trainer.smoothing", defaults.smoothing(), 1e-9, 1e9),
                (int) number("trainer.vectors", defaults.vectors(), 0, 1000),
                number("trainer.transfer", defaults.transfer(), 1e-9, 1e9),
                (int) number("trainer.iterations", defaults.iterations(), 1, 100_000),
                (int) number("trainer.folds", defaults.folds(), 0, 100),
                (long) number("trainer.seed", defaults.seed(), 0, 1e15));
        List<String> labels = words(text("labels", ""));
        Map<String, Double> offsets = new HashMap<>();
        for (String label : labels) {
            offsets.put(label, number("offset." + label, 0, -100, 100));
        }
        return new TrainingRecipe(
                name,
                labels,
                sources("data", true),
                sources("teacher", false),
                sources("validation", false),
                words(text("features", DEFAULT_FEATURES)).stream()
                        .map(this::feature)
                        .toList(),
                trainer,
                objective(),
                offsets,
                calibratesOnValidation(),
                (long) (number("model.megabytes", 8, 0.001, 1000) * MEGABYTE));
    }

    private List<TrainingSource> sources(String prefix, boolean needed) {
        Set<String> names = new TreeSet<>();
        for (String key : properties.stringPropertyNames()) {
            String rest =
                    key.equals(prefix) ? "" : key.startsWith(prefix + ".") ? key.substring(prefix.length() + 1) : ".";
            if (rest.indexOf('.') < 0 && !SOURCE_SETTINGS.contains(rest)) {
                names.add(key);
            }
        }
        if (needed && names.isEmpty()) {
            throw new ConfigurationException("The recipe " + file + " names no data; add data = <file>.");
        }
        List<TrainingSource> sources = new ArrayList<>();
        for (String key : names) {
            String path = text(key, "");
            sources.add(new TrainingSource(
                    key,
                    data.resolve(path),
                    meanings(key + ".labels"),
                    Set.copyOf(words(text(key + ".among", ""))),
                    number(key + ".weight", 1, 1e-6, 1e6),
                    Boolean.parseBoolean(text(key + ".measured", "true"))));
        }
        return sources;
    }

    private Map<String, Set<String>> meanings(String key) {
        Map<String, Set<String>> meanings = new HashMap<>();
        for (String pair : words(text(key, ""))) {
            int colon = pair.lastIndexOf(':');
            if (colon < 1 || colon == pair.length() - 1) {
                throw wrong(key, pair, "pairs label-in-the-file:label-of-the-model");
            }
            meanings.put(
                    pair.substring(0, colon), Set.of(pair.substring(colon + 1).split("\\|")));
        }
        return meanings;
    }

    private FeatureGenerator feature(String name) {
        try {
            return featureGenerator(name);
        } catch (ConfigurationException e) {
            throw new ConfigurationException("In " + file + ": " + e.getMessage(), e);
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
        String text = text("calibration", "cross-validation");
        if (!Set.of("cross-validation", "validation").contains(text)) {
            throw wrong("calibration", text, "cross-validation or validation");
        }
        return text.equals("validation");
    }

    private Objective objective() {
        String text = text("objective", "accuracy");
        return Objective.named(text).orElseThrow(() -> wrong("objective", text, "accuracy, macro-f1 or macro-recall"));
    }

    private double number(String key, double otherwise, double least, double most) {
        String text = text(key, Double.toString(otherwise));
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a number");
        }
        throw wrong(key, text, "a number from " + least + " to " + most);
    }

    private String text(String key, String otherwise) {
        used.add(key);
        return properties.getProperty(key, otherwise).strip();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("[\\s,]+"));
    }

    private void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(used);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    "The recipe " + file + " has unknown settings " + unknown + "; remove them.");
        }
    }

    private ConfigurationException wrong(String key, String value, String expected) {
        return new ConfigurationException("In " + file + ", " + key + " = " + value + " must be " + expected + ".");
    }
}
