package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test of the user's own routes: a message, and beside it the document that it must become.
 *
 * @param folder the folder of cases
 * @param name of the message's file without {@code .json}
 */
record RouteCase(Path folder, String name) {

    private static final String JSON = ".json";
    private static final String EXPECTED = ".expected.json";

    /** All cases of the folder by name; expected documents without a case are no cases. */
    static List<RouteCase> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(JSON) && !file.endsWith(EXPECTED))
                    .map(file -> new RouteCase(folder, file.substring(0, file.length() - JSON.length())))
                    .sorted(java.util.Comparator.comparing(RouteCase::name))
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "There is no folder " + folder + " with cases: make it, and put a message into it as <case>.json",
                    e);
        }
    }

    /**
     * The case that somebody means by its name or by one of its files.
     *
     * @throws ConfigurationException if there is none
     */
    static RouteCase named(Path folder, String asked) {
        String file = Path.of(asked).getFileName().toString();
        String name = file.endsWith(EXPECTED)
                ? file.substring(0, file.length() - EXPECTED.length())
                : file.endsWith(JSON) ? file.substring(0, file.length() - JSON.length()) : file;
        RouteCase meant = new RouteCase(folder, name);
        if (!Files.isRegularFile(meant.message())) {
            throw new ConfigurationException("There is no case " + name + ": " + meant.message() + " is missing");
        }
        return meant;
    }

    Path message() {
        return folder.resolve(name + JSON);
    }

    Path expected() {
        return folder.resolve(name + EXPECTED);
    }
}
