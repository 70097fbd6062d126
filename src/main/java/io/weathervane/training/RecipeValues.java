package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The settings of a recipe as they are asked for; says which are wrong, and which nobody asked for. */
final class RecipeValues {

    private final Properties properties;
    private final String origin;
    private final Set<String> used = new TreeSet<>();

    /** @param origin where the settings stand, for messages */
    RecipeValues(Properties properties, String origin) {
        this.properties = properties;
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    Set<String> keys() {
        return properties.stringPropertyNames();
    }

    String text(String key, String otherwise) {
        used.add(key);
        return properties.getProperty(key, otherwise).strip();
    }

    List<String> words(String key, String otherwise) {
        String text = text(key, otherwise);
        return text.isEmpty() ? List.of() : List.of(text.split("[\\s,]+"));
    }

    double number(String key, double otherwise, double least, double most) {
        String text = text(key, "");
        if (!properties.containsKey(key)) {
            return otherwise;
        }
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

    boolean yes(String key, boolean otherwise) {
        String text = text(key, Boolean.toString(otherwise));
        if (!Set.of("true", "false").contains(text)) {
            throw wrong(key, text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(keys());
        unknown.removeAll(used);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    "The recipe " + origin + " has unknown settings " + unknown + "; remove them.");
        }
    }

    ConfigurationException wrong(String key, String value, String expected) {
        return new ConfigurationException(
                "In the recipe " + origin + ", " + key + " = " + value + " must be " + expected + ".");
    }
}
