package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.embedded.FreePorts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsUsageTest {

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "dead-letters",
                "dead-letters list",
                "dead-letters show",
                "dead-letters redrive",
                "import",
                "try",
                "test"
            })
    void help_has_an_example(String command) {
        CommandLineRun help = CommandLineRun.of((command + " --help").split(" "));
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Example", "weathervane " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letters",
                "dead-letters show",
                "dead-letters show tweets",
                "dead-letters list --reason nonsense",
                "dead-letters list --since sometime",
                "dead-letters list --limit -1",
                "dead-letters redrive --limit many",
                "dead-letters list --topic nonsense",
                "status --nonsense",
                "try",
                "try a.json --text hi",
                "try a.json --kind toot",
                "try --text hi --kind article",
                "test --tolerance 2",
                "test --tolerance little",
                "import",
                "import tweets",
                "import tweeds x.jsonl",
                "import tweets x.jsonl --column id=tweet_id",
                "import tweets x.csv --delimiter é",
                "import tweets x.jsonl --timeout 10ms"
            })
    void command_line_that_cannot_be_understood_ends_with_2(String command) {
        CommandLineRun run = CommandLineRun.of(command.split(" "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("Usage:");
    }

    @Test
    void where_no_kafka_runs_one_line_says_so() {
        int port = FreePorts.any();
        try (SettingsInForce settings =
                new SettingsInForce(Map.of("kafka.port", String.valueOf(port), "data.dir", data.toString()))) {
            CommandLineRun run = CommandLineRun.of("dead-letters", "list");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err().lines())
                    .containsExactly("weathervane: No Kafka runs at 127.0.0.1:" + port
                            + ": start Weathervane, or say where yours is with KAFKA_BROKERS in the environment");
            assertThat(CommandLineRun.of("dead-letters", "list", "--profile", "prod")
                            .err())
                    .contains("KAFKA_BROKERS");
        }
    }

    @Test
    void what_is_no_file_cannot_be_imported() {
        CommandLineRun missing = CommandLineRun.of("import", "tweets", "no-such-file.jsonl");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("no-such-file.jsonl is no file that can be read");
        assertThat(CommandLineRun.of("import", "news", data.toString()).err()).contains("is a folder: name its files");
    }

    @Test
    void where_no_weathervane_runs_one_line_says_so() {
        int port = FreePorts.any();
        try (SettingsInForce settings =
                new SettingsInForce(Map.of("http.port", String.valueOf(port), "data.dir", data.toString()))) {
            CommandLineRun run = CommandLineRun.of("status");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err().lines())
                    .containsExactly("weathervane: No Weathervane runs at http://127.0.0.1:" + port
                            + ": start it with `weathervane run`");
        }
    }
}
