package io.weathervane.embedded;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the build has put the Hawtio web application: with the libraries, in {@code lib/} beside the application. */
final class HawtioWar {

    private HawtioWar() {}

    /** Nothing when the application was started without its libraries, as some IDEs do. */
    static Optional<Path> find() {
        CodeSource source = HawtioWar.class.getProtectionDomain().getCodeSource();
        try {
            // target/weathervane.jar, or target/classes before there is a package
            return in(Path.of(source.getLocation().toURI()).resolveSibling("lib"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<Path> in(Path libraries) {
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file -> file.getFileName().toString().matches("hawtio-war-.+\\.war"))
                    // an older one may lie there since before an upgrade
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
