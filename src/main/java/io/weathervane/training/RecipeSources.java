package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a recipe says of its data files: {@code data.<name> = <file>} and {@code data.<name>.<setting> = …}. */
final class RecipeSources {

    private static final Set<String> COLUMN_SETTINGS = Set.of("label-column", "text-column", "delimiter", "header");
    private static final Set<String> SETTINGS = Set.of(
            "labels",
            "among",
            "weight",
            "measured",
            "intercept",
            "format",
            "label-column",
            "text-column",
            "delimiter",
            "header",
            "encoding");

    private final RecipeValues values;
    private final Path own;
    private final Path data;

    /**
     * @param own the folder of the recipe, for files that begin with a dot
     * @param data the folder for all others
     */
    RecipeSources(RecipeValues values, Path own, Path data) {
        this.values = values;
        this.own = own;
        this.data = data;
    }

    List<TrainingSource> of(String prefix) {
        List<TrainingSource> sources = new ArrayList<>();
        for (String key : names(prefix)) {
            Path file = file(values.text(key, ""));
            sources.add(new TrainingSource(
                    key,
                    file,
                    format(key, file),
                    meanings(key + ".labels"),
                    Set.copyOf(values.words(key + ".among", "")),
                    values.number(key + ".weight", 1, 1e-6, 1e6),
                    values.yes(key + ".measured", true),
                    intercept(key)));
        }
        return sources;
    }

    private Path file(String name) {
        boolean beside = name.startsWith("./") || name.startsWith("../");
        return beside ? own.resolve(name).normalize() : data.resolve(name);
    }

    private Set<String> names(String prefix) {
        Set<String> names = new TreeSet<>();
        for (String key : values.keys()) {
            String rest =
                    key.equals(prefix) ? "" : key.startsWith(prefix + ".") ? key.substring(prefix.length() + 1) : ".";
            if (rest.indexOf('.') < 0 && !SETTINGS.contains(rest)) {
                names.add(key);
            }
        }
        return names;
    }

    private Map<String, Set<String>> meanings(String key) {
        Map<String, Set<String>> meanings = new HashMap<>();
        for (String pair : values.words(key, "")) {
            int colon = pair.lastIndexOf(':');
            if (colon < 1 || colon == pair.length() - 1) {
                throw values.wrong(key, pair, "pairs label-in-the-file:label-of-the-model");
            }
            meanings.put(
                    pair.substring(0, colon), Set.of(pair.substring(colon + 1).split("\\|")));
        }
        return meanings;
    }

    private SourceIntercept intercept(String key) {
        String text = values.text(key + ".intercept", "");
        if (text.isEmpty()) {
            return SourceIntercept.LEARNED;
        }
        if (values.yes(key + ".measured", true)) {
            throw new ConfigurationException("In the recipe " + values.origin() + ", " + key
                    + ".intercept is for texts that are not measured; add " + key
                    + ".measured = false or leave it out.");
        }
        return Arrays.stream(SourceIntercept.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> values.wrong(key + ".intercept", text, "learned or frequencies"));
    }

    private TextFormat format(String key, Path file) {
        TextFormat format = new TextFormat(
                kind(key + ".format"),
                values.text(key + ".label-column", ""),
                values.text(key + ".text-column", ""),
                delimiter(key + ".delimiter"),
                values.yes(key + ".header", true),
                encoding(key + ".encoding"));
        if (format.kindOf(file) == TextFormat.Kind.TSV) {
            Stream<String> useless = COLUMN_SETTINGS.stream().map(setting -> key + "." + setting);
            useless.filter(values.keys()::contains).sorted().findFirst().ifPresent(setting -> {
                throw new ConfigurationException(
                        "In the recipe " + values.origin() + ", " + setting + " says nothing of " + file
                                + ", which is label<TAB>text by its name; add " + key + ".format = csv or jsonl.");
            });
        }
        return format;
    }

    private Optional<TextFormat.Kind> kind(String key) {
        String text = values.text(key, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(TextFormat.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> values.wrong(key, text, "tsv, csv or jsonl")));
    }

    private char delimiter(String key) {
        // of a tab itself nothing is left of the value
        String text = values.text(key, ",");
        if (text.equals("tab") || text.equals("\\t") || text.isEmpty()) {
            return '\t';
        }
        if (text.length() > 1) {
            throw values.wrong(key, text, "one character, or tab");
        }
        return text.charAt(0);
    }

    private Charset encoding(String key) {
        String text = values.text(key, StandardCharsets.UTF_8.name());
        try {
            return Charset.forName(text);
        } catch (IllegalArgumentException e) {
            throw values.wrong(key, text, "an encoding such as UTF-8 or ISO-8859-1");
        }
    }
}
