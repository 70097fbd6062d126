package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import io.weathervane.index.AssetFile.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/**
 * Installs the ingest pipelines and index templates of this installation in Elasticsearch: component templates
 * ({@code components/*.json} in the templates' folder), then index templates, then pipelines, each after the ones that it
 * calls. What is there already is replaced by the file; nothing is ever deleted, and no index is touched. Not needed by
 * two threads at once; two processes that install the same files do not disturb each other.
 */
public final class ElasticsearchAssets {

    private static final String COMPONENTS = "components";

    private final InstalledAssets installed;
    private final Path pipelines;
    private final Path templates;

    /**
     * @param client  connected to the cluster; stays the caller's to close
     * @param pipelines folder of ingest pipelines, one a file
     * @param templates folder of index templates, one a file
     * @param timeout of a single request, at least a millisecond
     */
    public ElasticsearchAssets(RestClient client, Path pipelines, Path templates, Duration timeout) {
        this.installed = new InstalledAssets(client, timeout);
        this.pipelines = pipelines;
        this.templates = templates;
    }

    /** What {@link #install()} did, by name, such as {@code "pipeline tweets"}. */
    public record Summary(List<String> created, List<String> updated, List<String> unchanged) {

        public Summary {
            created = List.copyOf(created);
            updated = List.copyOf(updated);
            unchanged = List.copyOf(unchanged);
        }

        /** One line for the log. */
        @Override
        public String toString() {
            return part("created", created) + ", " + part("updated", updated) + ", " + unchanged.size() + " unchanged";
        }

        private static String part(String what, List<String> names) {
            return names.size() + " " + what + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
        }
    }

    /**
     * Reads all files, then installs them.
     *
     * @throws ConfigurationException if a folder is missing, a file is no JSON or is refused by Elasticsearch, or
     *     Elasticsearch does not answer
     */
    public Summary install() {
        List<String> created = new ArrayList<>();
        List<String> updated = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (AssetFile asset : files()) {
            Optional<String> before = installed.content(asset);
            installed.put(asset);
            if (before.isEmpty()) {
                created.add(asset.label());
            } else {
                // Elasticsearch writes settings in a form of its own, so only its own two answers can be compared
                (before.equals(installed.content(asset)) ? unchanged : updated).add(asset.label());
            }
        }
        return new Summary(created, updated, unchanged);
    }

    /**
     * Installs one file of one of the folders, again if it is installed already.
     *
     * @throws InvalidAssetException if it is no JSON
     * @throws AssetRefusedException if Elasticsearch refuses it
     * @throws ConfigurationException if Elasticsearch does not answer, or not now: it may be tried again later
     */
    public void install(Path file) {
        installed.put(AssetFile.read(file, kind(file.getParent())));
    }

    private Kind kind(Path parent) {
        if (parent.equals(pipelines)) {
            return Kind.PIPELINE;
        }
        return parent.equals(templates) ? Kind.INDEX_TEMPLATE : Kind.COMPONENT_TEMPLATE;
    }

    /** The folder of component templates, which need not exist. */
    public static Path components(Path templates) {
        return templates.resolve(COMPONENTS);
    }

    /** All files, in the order in which they are installed. */
    List<AssetFile> files() {
        requireFolder(templates, "index templates", "TEMPLATES_DIR");
        requireFolder(pipelines, "ingest pipelines", "PIPELINES_DIR");
        List<AssetFile> assets = new ArrayList<>();
        Path components = components(templates);
        if (Files.isDirectory(components)) {
            assets.addAll(AssetFile.in(components, Kind.COMPONENT_TEMPLATE));
        }
        assets.addAll(AssetFile.in(templates, Kind.INDEX_TEMPLATE));
        assets.addAll(AssetFile.calledFirst(AssetFile.in(pipelines, Kind.PIPELINE)));
        return assets;
    }

    private static void requireFolder(Path folder, String content, String setting) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("the folder of " + content + ", " + folder.toAbsolutePath()
                    + ", does not exist: start in the project's folder, or set " + setting);
        }
    }
}
