package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.config.Version;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WeathervaneCommandTest {

    static List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        collect(WeathervaneCommand.commandLine(), List.of(), commands);
        return commands;
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> into) {
        into.add(path);
        command.getSubcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(sub, longer, into);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself(List<String> command) {
        List<String> args = new ArrayList<>(command);
        args.add("--help");

        CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(String.join(" ", command))
                .contains("Usage:")
                .contains("--help");
    }

    @Test
    void help_names_the_commands_and_the_exit_codes() {
        assertThat(CommandLineRun.of("--help").out()).contains("run", "Exit codes:", "0", "1", "2");
    }

    @Test
    void list_of_commands_has_whole_sentences() {
        // the list shows the first line of a description and leaves out the others
        assertThat(WeathervaneCommand.commandLine().getSubcommands().values())
                .extracting(command -> command.getCommandSpec().usageMessage().description()[0])
                .allSatisfy(line -> assertThat(line).endsWith("."));
    }

    @Test
    void version_is_that_of_the_build_and_of_java() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Weathervane " + Version.current(), "Java " + System.getProperty("java.version"))
                .doesNotContain("${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "xyz", "--profile"})
    void what_cannot_be_understood_is_exit_code_2_with_the_usage(String argument) {
        CommandLineRun run = CommandLineRun.of(argument);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage:").doesNotContain("\tat ");
    }

    @Test
    void profile_that_is_not_there_is_one_line() {
        assertFailure(CommandLineRun.of("--profile", "staging"), "There is no profile 'staging'");
        assertFailure(CommandLineRun.of("run", "-profile", "staging"), "There is no profile 'staging'");
    }

    @Test
    void prod_without_a_server_says_which_variable_to_set() {
        Map<String, String> elasticsearch = Map.of("elasticsearch.url", "http://127.0.0.1:1");
        Map<String, String> kafka = Map.of("kafka.brokers", "127.0.0.1:1");

        assertFailure(CommandLineRun.with(elasticsearch, "--profile", "prod"), "KAFKA_BROKERS");
        assertFailure(CommandLineRun.with(kafka, "--profile", "prod"), "ELASTICSEARCH_URL");
    }

    @Test
    void missing_folder_is_named() {
        assertFailure(
                CommandLineRun.with(Map.of("routes.dir", "no/such/folder"), "run"),
                "routes.dir=no/such/folder: a folder that exists");
    }

    @Test
    @Timeout(20)
    void kafka_that_does_not_answer_is_given_up_after_the_time_that_was_set() throws IOException {
        String nobody = "127.0.0.1:" + closedPort();

        CommandLineRun run = CommandLineRun.with(
                Map.of(
                        "kafka.brokers",
                        nobody,
                        "elasticsearch.url",
                        "http://127.0.0.1:1",
                        // a Weathervane that somebody watches may have the usual one
                        "http.port",
                        String.valueOf(closedPort()),
                        "startup.timeout",
                        "1s"),
                "--profile",
                "prod");

        assertFailure(run, "Kafka does not answer at " + nobody + ": start it, or set KAFKA_BROKERS to where it is");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertFailure(CommandLineRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("weathervane: ")
                .contains(message);
    }
}
