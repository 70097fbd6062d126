package io.weathervane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The routes as they are shipped: how each is written, and that Camel takes them all. */
class RoutesTest {

    private static final String EXTENSION = ".camel.yaml";

    @TempDir
    Path scratch;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ShippedRoutes.FOLDER)) {
            // the cases of `weathervane test` have a folder of their own
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_holds_one_route_with_the_name_of_the_file_and_one_sentence_about_it(Path file) throws IOException {
        assertThat(file.getFileName().toString()).matches("[a-z0-9-]+\\.camel\\.yaml");

        Map<?, ?> route = route(file);

        assertThat(route.get("id")).isEqualTo(name(file));
        assertThat(route.get("description"))
                .asString()
                .matches("[A-Z].*\\.")
                .doesNotContainPattern("[.!?:]\\s")
                .hasSizeLessThanOrEqualTo(160);
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_option_of_an_endpoint_has_a_line_of_its_own(Path file) throws IOException {
        List<String> wrong = new ArrayList<>();
        collectInlineOptions(route(file), name(file), wrong);

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_differs_between_installations_is_a_setting(Path file) throws IOException {
        assertThat(Files.readString(file))
                .doesNotContainPattern("https?://")
                .doesNotContainIgnoringCase("localhost")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void camel_takes_all_of_them_with_their_options_and_beans() throws Exception {
        try (RestClient nobody =
                RestClient.builder(HttpHost.create("http://127.0.0.1:1")).build()) {
            Main main = ShippedRoutes.main(
                    ShippedRoutes.settings(scratch, Map.of("kafka.brokers", "127.0.0.1:1")),
                    nobody,
                    Clock.systemUTC(),
                    "*" + EXTENSION);
            main.configure().setAutoStartup(false);
            main.start();
            try {
                assertThat(main.getCamelContext().getRoutes().stream().map(Route::getRouteId))
                        .containsExactlyInAnyOrderElementsOf(
                                files().stream().map(RoutesTest::name).toList());
            } finally {
                main.stop();
            }
        }
    }

    private static Map<?, ?> route(Path file) throws IOException {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        List<Map<?, ?>> routes = new ArrayList<>();
        for (Object item : (List<?>) content) {
            Map<?, ?> step = (Map<?, ?>) item;
            assertThat(step.keySet()).hasSize(1).first().isIn("route", "onException");
            if (step.get("route") instanceof Map<?, ?> route) {
                routes.add(route);
            }
        }
        assertThat(routes).hasSize(1);
        return routes.get(0);
    }

    private static void collectInlineOptions(Object node, String where, List<String> wrong) {
        if (node instanceof List<?> list) {
            list.forEach(each -> collectInlineOptions(each, where, wrong));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String place = where + "/" + key;
                if (("to".equals(key) || "toD".equals(key) || "from".equals(key)) && !(value instanceof Map)) {
                    wrong.add(place + " is written as one text: " + value);
                } else if ("uri".equals(key) && String.valueOf(value).contains("?")) {
                    wrong.add(place + " has options of its own: " + value);
                }
                // an e-mail has options of these names
                if (!"parameters".equals(key)) {
                    collectInlineOptions(value, place, wrong);
                }
            });
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(EXTENSION, "");
    }
}
