package io.weathervane.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weathervane status}. */
@Command(
        name = "status",
        description = {
            "Shows what has become of the records of each topic since the Weathervane that runs on this machine was"
                    + " started.",
            "",
            "read - released = indexed + updated + pipeline errors + dead-lettered + in flight; the lag is what the consumer"
                    + " group has not committed yet."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it runs, every record is accounted for, no source has stopped, and what was saved is in effect",
            "1:nothing runs, the numbers do not add up, or a source or a file that was saved needs a person",
            "2:the command line cannot be understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weathervane status", "  weathervane status --json | jq '.topics[] | {topic, lag}'"})
final class StatusCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Option(names = "--json", description = "the application's own answer, as it is")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = Settings.load(profile.profile());
        String address = RunningApplication.in(settings.path(Setting.DATA_DIR))
                .map(RunningApplication::http)
                .filter(http -> !http.isBlank())
                .orElseGet(() -> RunningApplication.httpAddress(settings));
        String answer = ask(address);
        ApplicationStatus status = parse(address, answer);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(TerminalText.line(answer));
        } else {
            print(status, out);
        }
        List<String> problems = status.problems();
        problems.forEach(problem -> spec.commandLine().getErr().println("weathervane: " + TerminalText.line(problem)));
        return problems.isEmpty() ? 0 : 1;
    }

    private static String ask(String address) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                // what runs on this machine is not reached through a proxy
                .proxy(ProxySelector.of(null))
                .build();
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(address + StatusRoute.PATH))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw somethingElse(address, "it answers with HTTP status " + response.statusCode(), null);
            }
            return response.body();
        } catch (ConnectException e) {
            throw new ConfigurationException(
                    "No Weathervane runs at " + address + ": start it with `weathervane run`", e);
        } catch (IOException | IllegalArgumentException e) {
            throw somethingElse(address, "it does not answer (" + Failures.explain(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted", e);
        }
    }

    private static ApplicationStatus parse(String address, String answer) {
        try {
            ApplicationStatus status = JSON.readValue(answer, ApplicationStatus.class);
            if (status == null || status.version() == null || status.topics() == null || status.sources() == null) {
                throw somethingElse(address, "its answer is no status", null);
            }
            return status;
        } catch (JsonProcessingException e) {
            throw somethingElse(address, "its answer is no status", e);
        }
    }

    private static ConfigurationException somethingElse(String address, String why, Exception cause) {
        return new ConfigurationException(
                "What listens at " + address + " is not a Weathervane that is well: " + why + ". Is http.port ("
                        + Setting.HTTP_PORT.variable() + ") right?",
                cause);
    }

    private static void print(ApplicationStatus status, PrintWriter out) {
        out.println(TerminalText.line("Weathervane %s (%s profile), process %d, started %s"
                .formatted(status.version(), status.profile(), status.pid(), status.started())));
        out.println(TerminalText.line(
                "Java %s, Camel %s, Kafka client %s".formatted(status.java(), status.camel(), status.kafkaClient())));
        out.println(TerminalText.line("Kafka %s (consumer group %s), Elasticsearch %s"
                .formatted(status.kafka(), status.consumerGroup(), status.elasticsearch())));
        out.println();
        TextTable table = new TextTable(
                "topic",
                "read",
                "indexed",
                "updated",
                "pipeline errors",
                "dead-lettered",
                "released",
                "in flight",
                "lag");
        for (TopicStatus topic : status.topics()) {
            table.add(
                    TerminalText.line(topic.topic()),
                    topic.read(),
                    topic.indexed(),
                    topic.updated(),
                    topic.pipelineErrors(),
                    topic.deadLettered(),
                    topic.released(),
                    topic.inFlight(),
                    topic.lag() == null ? "?" : topic.lag());
        }
        table.print(out);
    }
}
