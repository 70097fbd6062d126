package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.MessageFormat;
import io.weathervane.reload.GuardedRouteReload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs, and what does not, while a message is tried. */
class ClassifyRoutesTest {

    @TempDir
    Path folder;

    @Test
    void no_other_route_runs_and_nobody_looks_for_saves() throws IOException {
        write("classify-tweet", "direct:classify-tweet");
        write("tick", "timer:tick");
        Settings settings = Settings.load("dev").with(Map.of(Setting.ROUTES_DIR.key(), folder.toString()));

        try (ClassifyRoutes routes = new ClassifyRoutes(settings)) {
            routes.load(MessageFormat.TWEET);

            assertThat(routes.camel().getRoutes()).extracting(Route::getRouteId).containsExactly("classify-tweet");
            assertThat(routes.camel().hasService(GuardedRouteReload.class)).isNull();
        }
    }

    private void write(String id, String from) throws IOException {
        Files.writeString(folder.resolve(id + ".camel.yaml"), """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - log: "${body}"
                """.formatted(id, from));
    }
}
