package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.doccat.InvalidModelException;
import io.weathervane.doccat.StandaloneModel;
import io.weathervane.index.AssetSyntax;
import io.weathervane.index.InvalidAssetException;
import io.weathervane.reload.GuardedRouteReload;
import io.weathervane.reload.Problem;
import io.weathervane.reload.RouteCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks files by their kind. The application is made when the first file of routes is checked; close it afterwards. */
final class Validation implements AutoCloseable {

    /** What a file is, told by its name. */
    enum Kind {
        ROUTE,
        ASSET,
        MODEL,
        UNKNOWN;

        static Kind of(Path file) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return ROUTE;
            }
            if (name.endsWith(".json")) {
                return ASSET;
            }
            return name.endsWith(".bin") || name.endsWith(".onnx") || StandaloneModel.isIn(file) ? MODEL : UNKNOWN;
        }
    }

    private final Settings settings;
    private RestingApplication application;

    Validation(Settings settings) {
        this.settings = settings;
    }

    /** All files that the application would read. */
    List<Path> configured() {
        return Stream.of(Setting.ROUTES_DIR, Setting.PIPELINES_DIR, Setting.TEMPLATES_DIR, Setting.MODELS_DIR)
                .flatMap(folder -> filesOf(settings.path(folder)).stream())
                .toList();
    }

    /** The file itself, or what there is to check in a folder. */
    List<Path> filesOf(Path path) {
        if (!Files.isDirectory(path) || Kind.of(path) == Kind.MODEL) {
            return List.of(path);
        }
        return children(path).stream()
                .filter(child -> Files.isDirectory(child) ? !isRoutes(path) : isCheckedInFolders(child))
                .flatMap(child -> filesOf(child).stream())
                .toList();
    }

    /** In whose folders there is nothing that the application reads: cases for `weathervane test`. */
    private boolean isRoutes(Path folder) {
        return absolute(folder).equals(absolute(settings.path(Setting.ROUTES_DIR)));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean isCheckedInFolders(Path file) {
        return switch (Kind.of(file)) {
            case ROUTE -> file.getFileName().toString().endsWith(GuardedRouteReload.ENDING);
            case ASSET, MODEL -> true;
            case UNKNOWN -> false;
        };
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !GuardedRouteReload.isOfAnEditor(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is wrong with one file. */
    List<Problem> check(Path file) {
        return switch (Kind.of(file)) {
            case ROUTE -> route(file);
            case ASSET -> asset(file);
            case MODEL -> model(file);
            case UNKNOWN -> throw new IllegalArgumentException(String.valueOf(file));
        };
    }

    private List<Problem> route(Path file) {
        if (application == null) {
            application = new RestingApplication(settings);
        }
        Path folder = file.toAbsolutePath().getParent();
        List<Path> others = Files.isDirectory(folder)
                ? children(folder).stream()
                        .filter(other -> other.getFileName().toString().endsWith(GuardedRouteReload.ENDING))
                        .toList()
                : List.of();
        return new RouteCheck(application.camel()).check(file, others);
    }

    private static List<Problem> asset(Path file) {
        try {
            AssetSyntax.check(file);
            return List.of();
        } catch (InvalidAssetException e) {
            return List.of(new Problem(file, e.line(), e.reason()));
        } catch (ConfigurationException e) {
            return List.of(new Problem(file, 0, e.getMessage()));
        }
    }

    private List<Problem> model(Path file) {
        Path folder = Files.isDirectory(file) ? file : file.toAbsolutePath().getParent();
        try {
            if (application == null) {
                StandaloneModel.load(folder).close();
            } else {
                // what routes have needed is loaded already
                application.loadModel(folder);
            }
            return List.of();
        } catch (InvalidModelException e) {
            return List.of(new Problem(file, 0, Failures.explain(e)));
        }
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
    }
}
