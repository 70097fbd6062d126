package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder a start takes. */
class CheckedMainTest {

    private static final String ROUTE =
            "- route:\n    id: good\n    from:\n      uri: direct:good\n      steps:\n        - log: a\n";

    @TempDir
    Path folder;

    @Test
    void what_editors_leave_in_the_folder_is_not_taken() throws Exception {
        Files.writeString(folder.resolve("good.camel.yaml"), ROUTE);
        Files.writeString(folder.resolve("#good.camel.yaml"), ROUTE);
        Files.writeString(folder.resolve("._good.camel.yaml"), "no route");
        Files.createSymbolicLink(folder.resolve(".#good.camel.yaml"), Path.of("me@host.1"));
        CheckedMain main = new CheckedMain();
        main.setPropertyPlaceholderLocations("false");
        main.configure().withRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
        main.configure().withRoutesExcludePattern(shipped("camel.main.routesExcludePattern"));
        main.configure().withJmxEnabled(false);
        main.start();
        try {
            assertThat(main.getCamelContext().getRoutes())
                    .extracting(Route::getRouteId)
                    .containsExactly("good");
        } finally {
            main.stop();
        }
    }

    private static String shipped(String setting) throws IOException {
        try (InputStream in = CheckedMain.class.getResourceAsStream("/application.properties")) {
            Properties settings = new Properties();
            settings.load(in);
            return settings.getProperty(setting);
        }
    }
}
