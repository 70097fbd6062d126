package io.weathervane.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectRoutesTest {

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Path> files = new ArrayList<>();

    @Test
    void what_the_route_calls_directly_or_not_comes_with_it_and_nothing_else() throws IOException {
        route("first", "direct:first", "direct:second?timeout=10");
        route("second", "direct:second", "direct:first");
        route("poll", "timer:poll", "direct:first");

        DirectRoutes found = DirectRoutes.from("direct:first", files, camel);

        assertThat(found.routes()).extracting(RouteDefinition::getRouteId).containsExactly("first", "second");
        assertThat(found.files()).containsExactly(files.get(0), files.get(1));
        assertThat(found.missing()).isEmpty();
        assertThat(camel.getRouteDefinitions()).isEmpty();
    }

    @Test
    void file_that_cannot_be_read_counts_only_if_a_route_is_missing() throws IOException {
        route("first", "direct:first", "log:end");
        Path broken = Files.writeString(folder.resolve("broken.camel.yaml"), "- route: [");
        files.add(broken);

        assertThat(DirectRoutes.from("direct:first", files, camel).files()).containsExactly(files.get(0));
        DirectRoutes missing = DirectRoutes.from("direct:other", files, camel);
        assertThat(missing.files()).containsExactly(broken);
        assertThat(missing.missing()).containsExactly("direct:other");
    }

    private void route(String id, String from, String to) throws IOException {
        files.add(Files.writeString(
                folder.resolve(id + ".camel.yaml"),
                "- route:\n    id: %s\n    from:\n      uri: %s\n      steps:\n        - to:\n            uri: %s\n"
                        .formatted(id, from, to)));
    }
}
