package io.weathervane.training.perturb;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sentences with a gap, and the names of groups that are put into it. Both are UTF-8, one a line; empty lines and lines that
 * begin with # say nothing.
 *
 * @param sentences each with {@value #GAP} once or more
 * @param groups two or more, with different names
 */
public record PerturbationTexts(List<String> sentences, List<Group> groups) {

    /** What stands in a sentence instead of the name of a group. */
    public static final String GAP = "{group}";

    /**
     * @param sentences null: those that come with Weathervane, which are English
     * @param groups null: those that come with Weathervane; a line is {@code kind<TAB>name}
     * @throws ConfigurationException if a file cannot be read or used
     */
    public static PerturbationTexts read(Path sentences, Path groups) {
        return new PerturbationTexts(
                sentences(sentences == null ? packaged("sentences.txt") : lines(sentences), sentences),
                groups(groups == null ? packaged("groups.tsv") : lines(groups), groups));
    }

    /** The sentence about the group; its first letter is a capital. */
    String text(int sentence, int group) {
        String text = sentences.get(sentence).replace(GAP, groups.get(group).name());
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    }

    private static List<String> sentences(List<String> lines, Path file) {
        for (String line : lines) {
            if (!line.contains(GAP)) {
                throw new ConfigurationException(
                        "The sentence '" + line + "' in " + file + " has no " + GAP + "; write it where a name goes.");
            }
        }
        if (lines.isEmpty()) {
            throw new ConfigurationException(
                    "There is no sentence in " + file + "; write one a line, with " + GAP + ".");
        }
        return lines;
    }

    private static List<Group> groups(List<String> lines, Path file) {
        List<Group> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            String[] parts = line.split("\t", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank() || !names.add(parts[1].strip())) {
                throw new ConfigurationException("The group '" + line + "' in " + file
                        + " is not kind<TAB>name, or a name for the second time; correct it.");
            }
            groups.add(new Group(parts[0].strip(), parts[1].strip()));
        }
        if (groups.size() < 2) {
            throw new ConfigurationException("A comparison needs two groups or more; add some to " + file + ".");
        }
        return List.copyOf(groups);
    }

    private static List<String> packaged(String name) {
        try (InputStream in = PerturbationTexts.class.getResourceAsStream(name)) {
            return meant(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return meant(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The file " + file + " cannot be read (" + e + "); is it there, and UTF-8?", e);
        }
    }

    private static List<String> meant(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
