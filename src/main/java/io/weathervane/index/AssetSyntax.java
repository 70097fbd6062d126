package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import java.nio.file.Path;

/** What can be said of a file of a pipeline or a template without asking Elasticsearch. */
public final class AssetSyntax {

    private AssetSyntax() {}

    /**
     * Reads the file as it would be read to be installed.
     *
     * @throws InvalidAssetException if it is no JSON object, or has a key twice
     * @throws ConfigurationException if it cannot be read
     */
    public static void check(Path file) {
        AssetFile.read(file, AssetFile.Kind.PIPELINE);
    }
}
