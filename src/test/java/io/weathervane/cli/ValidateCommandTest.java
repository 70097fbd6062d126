package io.weathervane.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.source.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weathervane validate} as an editor or a CI runs it. */
class ValidateCommandTest {

    private static final Map<String, String> PROD = Map.of("camel.main.profile", "prod");

    @TempDir
    Path folder;

    @Test
    void everything_that_is_shipped_passes_and_nothing_is_left_behind() throws IOException {
        Path data = folder.resolve("data");
        Path inbox = folder.resolve("inbox");

        CommandLineRun run = CommandLineRun.with(
                Map.of("data.dir", data.toString(), "inbox.dir", inbox.toString(), "camel.main.profile", "dev"),
                "validate");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("\\d+ files, nothing is wrong\\R");
        assertThat(run.exitCode()).isZero();
        assertThat(data).doesNotExist();
        assertThat(inbox).doesNotExist();
    }

    @Test
    void shipped_routes_pass_in_prod_without_addresses_and_without_a_warning() {
        try (CapturedLog log = new CapturedLog(Level.WARN)) {
            CommandLineRun run = CommandLineRun.with(PROD, "validate", "routes");

            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void what_is_wrong_is_printed_one_a_line_with_file_and_line_and_the_exit_code_is_1() throws IOException {
        Path route = write("a.camel.yaml", route("a", "kafak:a"));
        Path pipeline = write("tweets.json", "{\n  \"processors\": [],\n  \"processors\": []\n}");
        Path model = write("models/bad/model.bin", "no model");

        CommandLineRun run = CommandLineRun.of("validate", route.toString(), pipeline.toString(), model.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(route + ":6: there is no component \"kafak\"; did you mean kafka?"),
                        line -> assertThat(line)
                                .startsWith(pipeline + ":3: no valid JSON: Duplicate field 'processors'"),
                        line -> assertThat(line).startsWith(model + ": doccat:bad: "));
        assertThat(run.err()).isEqualTo("3 files, 3 problems in 3 of them" + System.lineSeparator());
    }

    @Test
    void routes_of_one_folder_may_not_share_an_id() throws IOException {
        Path one = write("a.camel.yaml", route("same", "log:a"));
        Path other = write("b.camel.yaml", route("same", "log:a").replace("direct:same", "direct:other"));

        CommandLineRun run = CommandLineRun.of("validate", folder.toString());

        assertThat(run.out().lines())
                .containsExactly(
                        one + ":2: the route id \"same\" is taken by b.camel.yaml; choose another one",
                        other + ":2: the route id \"same\" is taken by a.camel.yaml; choose another one");
    }

    @Test
    void what_editors_leave_in_a_folder_is_not_checked() throws IOException {
        Path good = write("good.camel.yaml", route("good", "log:a"));
        write("#good.camel.yaml", route("good", "log:a"));
        write("._good.camel.yaml", "no route");
        write("._tweets.json", "no pipeline");
        Files.createSymbolicLink(good.resolveSibling(".#good.camel.yaml"), Path.of("me@host.1"));
        CommandLineRun run = CommandLineRun.of("validate", folder.toString());
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void device_is_no_pipeline() throws IOException {
        Path device = Files.createSymbolicLink(folder.resolve("tweets.json"), Path.of("/dev/null"));
        assertThat(CommandLineRun.of("validate", device.toString()).out())
                .isEqualToIgnoringNewLines(device + ": this is no file but a folder or a device; name a file");
    }

    @Test
    void id_of_the_status_route_is_taken() throws IOException {
        Path route = write("a.camel.yaml", route("serve-status", "log:a"));

        assertThat(CommandLineRun.of("validate", route.toString()).out())
                .isEqualToIgnoringNewLines(
                        route + ":2: the route id \"serve-status\" is taken by Weathervane itself; choose another one");
    }

    @Test
    void json_has_stable_names() throws IOException {
        Path route = write("a.camel.yaml", "[");

        CommandLineRun run = CommandLineRun.of("validate", "--json", route.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThatJson(run.out()).isEqualTo("""
                        {checked: 1, problems: [{file: "%s", line: 1, reason: "${json-unit.any-string}"}]}
                        """.formatted(route));
    }

    @Test
    void file_that_is_gone_is_a_problem_and_a_file_of_another_kind_is_bad_usage() {
        Path gone = folder.resolve("gone.camel.yaml");

        assertThat(CommandLineRun.of("validate", gone.toString()))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.out()).startsWith(gone + ": the file does not exist (any more)"));
        assertThat(CommandLineRun.of("validate", "README.md"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("README.md is none of the files that can be checked"));
    }

    @Test
    void key_of_an_api_is_not_in_what_is_printed() throws IOException {
        Path route = write("a.camel.yaml", route("a", "'seda:a?size={{x.bearer-token}}'"));
        Map<String, String> settings = new HashMap<>(PROD);
        settings.put("x.bearer-token", "AAAAsecret");

        CommandLineRun run = CommandLineRun.with(settings, "validate", route.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .isEqualToIgnoringNewLines(route
                        + ":6: \"what this placeholder stands for\" is no value for size; it must be a whole number");
        assertThat(run.err()).doesNotContain("AAAAsecret");
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String route(String id, String to) {
        return "- route:\n    id: %s\n    from:\n      uri: direct:%s\n      steps:\n        - to: %s\n"
                .formatted(id, id, to);
    }
}
