package io.weathervane.doccat;

import java.util.regex.Pattern;

/** What a model may be called: it is the name of a folder, and must not lead out of the models directory. */
final class ModelName {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]+");

    private ModelName() {}

    static String checked(String name) {
        if (!ALLOWED.matcher(name).matches() || name.equals(".") || name.contains("..")) {
            throw new IllegalArgumentException(
                    "doccat: \"" + name + "\" cannot be a model's name; it is the name of a folder"
                            + " below the models directory, made of letters, digits, '.', '_' and '-', without '..'");
        }
        return name;
    }
}
