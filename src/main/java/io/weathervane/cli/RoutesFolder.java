package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.reload.GuardedRouteReload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of routes, as a start needs it. */
final class RoutesFolder {

    private RoutesFolder() {}

    /**
     * The settings with a folder in which Camel finds what is in it: of a symbolic link it would find nothing, and run.
     *
     * @throws ConfigurationException if there are no routes
     */
    static Settings found(Settings settings) {
        Path folder = settings.path(Setting.ROUTES_DIR);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.noneMatch(file -> file.getFileName().toString().endsWith(GuardedRouteReload.ENDING))) {
                throw new ConfigurationException("there is no route in " + folder.toAbsolutePath() + ": put files *"
                        + GuardedRouteReload.ENDING + " there, or set " + Setting.ROUTES_DIR.variable());
            }
            return Files.isSymbolicLink(folder)
                    ? settings.with(
                            Map.of(Setting.ROUTES_DIR.key(), folder.toRealPath().toString()))
                    : settings;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the folder of routes, " + folder.toAbsolutePath() + ", cannot be read: " + e.getMessage(), e);
        }
    }
}
