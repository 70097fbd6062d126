package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFolderTest {

    @TempDir
    Path scratch;

    @Test
    void link_to_a_folder_is_followed() throws Exception {
        Path folder = Files.createDirectory(scratch.resolve("real")).toRealPath();
        Files.writeString(folder.resolve("a.camel.yaml"), "- route: {}");
        Path link = Files.createSymbolicLink(scratch.resolve("link"), folder);

        assertThat(RoutesFolder.found(settings(link)).path(Setting.ROUTES_DIR)).isEqualTo(folder);
        assertThat(RoutesFolder.found(settings(folder)).path(Setting.ROUTES_DIR))
                .isEqualTo(folder);
    }

    @Test
    void folder_without_a_route_is_refused() throws Exception {
        Files.writeString(scratch.resolve("readme.txt"), "no route");

        assertThatThrownBy(() -> RoutesFolder.found(settings(scratch)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(scratch.toString())
                .hasMessageContaining("ROUTES_DIR");
    }

    private static Settings settings(Path routes) {
        return Settings.load("dev").with(Map.of(Setting.ROUTES_DIR.key(), routes.toString()));
    }
}
