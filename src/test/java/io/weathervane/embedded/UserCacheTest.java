package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {

    @TempDir
    Path home;

    @Test
    void each_system_has_its_own_place() {
        assertThat(directory("linux-x64", Map.of())).isEqualTo(home.resolve(".cache/weathervane"));
        assertThat(directory("darwin-aarch64", Map.of())).isEqualTo(home.resolve("Library/Caches/weathervane"));
        assertThat(directory("windows-x64", Map.of())).isEqualTo(home.resolve("AppData/Local/weathervane"));
    }

    @Test
    void environment_decides_if_it_gives_an_absolute_path() {
        Path elsewhere = home.resolve("elsewhere");

        assertThat(directory("linux-x64", Map.of("XDG_CACHE_HOME", elsewhere.toString())))
                .isEqualTo(elsewhere.resolve("weathervane"));
        assertThat(directory("windows-x64", Map.of("LOCALAPPDATA", elsewhere.toString())))
                .isEqualTo(elsewhere.resolve("weathervane"));
        assertThat(directory("linux-x64", Map.of("XDG_CACHE_HOME", "relative")))
                .isEqualTo(home.resolve(".cache/weathervane"));
    }

    private Path directory(String platform, Map<String, String> environment) {
        return UserCache.directory(platform, home.toString(), environment);
    }
}
