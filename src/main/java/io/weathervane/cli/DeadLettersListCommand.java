package io.weathervane.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterEntry;
import io.weathervane.deadletter.DeadLetterHeaders;
import io.weathervane.deadletter.DeadLetterPosition;
import io.weathervane.deadletter.DeadLetterTopics;
import io.weathervane.deadletter.StoredDeadLetter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weathervane dead-letters list}. */
@Command(
        name = "list",
        description =
                "Lists the dead letters that have not been redriven, the oldest first, and counts them by reason.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane dead-letters list --topic tweets --reason not-json,no-text",
            "  weathervane dead-letters list --since 2026-11-21T06:00:00Z --limit 0 --json"
        })
final class DeadLettersListCommand implements Callable<Integer> {

    private static final int LONGEST_ID = 24;
    private static final int LONGEST_ORIGIN = 40;
    private static final int LONGEST_DETAIL = 80;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Mixin
    private DeadLetterOptions options;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            converter = DeadLetterOptions.LimitConverter.class,
            defaultValue = "100",
            description = "how many at most, 0 for all (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--all", description = "those too that have been redriven already")
    private boolean all;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = Settings.load(profile.profile());
        List<String> topics = options.topics(settings);
        return DeadLetterSession.run(settings, (deadLetters, brokers) -> {
            List<DeadLetterEntry> found = deadLetters.find(topics, options.filter(all));
            List<DeadLetterEntry> shown = DeadLetterOptions.first(found, limit);
            List<Map<String, Object>> rows = rows(deadLetters, shown);
            if (json) {
                rows.forEach(this::printJson);
            } else {
                print(rows, found);
            }
            return 0;
        });
    }

    /** In the order of the entries; one that Kafka has deleted meanwhile is left out. */
    private static List<Map<String, Object>> rows(DeadLetterTopics deadLetters, List<DeadLetterEntry> shown) {
        Map<DeadLetterPosition, DeadLetterEntry> entries =
                shown.stream().collect(Collectors.toMap(DeadLetterEntry::position, e -> e));
        Map<DeadLetterPosition, Map<String, Object>> rows = new HashMap<>();
        deadLetters.read(
                entries.keySet(),
                letter -> rows.put(
                        letter.position(),
                        row(letter, entries.get(letter.position()).redriven())));
        return shown.stream()
                .map(e -> rows.get(e.position()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Map<String, Object> row(StoredDeadLetter letter, boolean redriven) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("dead_letter", letter.position().toString());
        row.put("time", letter.time().toString());
        row.put("reason", letter.reason());
        row.put("attempts", letter.attempts());
        row.put("id", letter.id().orElse(""));
        row.put("origin", letter.origin());
        row.put("detail", letter.header(DeadLetterHeaders.DETAIL).orElse(""));
        row.put("redriven", redriven);
        return row;
    }

    private void printJson(Map<String, Object> row) {
        try {
            out().println(TerminalText.line(JSON.writeValueAsString(row)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(List<Map<String, Object>> rows, List<DeadLetterEntry> found) {
        if (found.isEmpty()) {
            out().println("There are no such dead letters.");
            return;
        }
        TextTable table = new TextTable("dead letter", "time", "reason", "attempts", "id", "origin", "detail");
        for (Map<String, Object> row : rows) {
            String reason = TerminalText.line((String) row.get("reason"), LONGEST_ID);
            table.add(
                    row.get("dead_letter"),
                    java.time.Instant.parse((String) row.get("time")).truncatedTo(ChronoUnit.SECONDS),
                    Boolean.TRUE.equals(row.get("redriven")) ? reason + " (redriven)" : reason,
                    row.get("attempts"),
                    TerminalText.line((String) row.get("id"), LONGEST_ID),
                    TerminalText.line((String) row.get("origin"), LONGEST_ORIGIN),
                    TerminalText.line((String) row.get("detail"), LONGEST_DETAIL));
        }
        table.print(out());
        out().println();
        printReasons(out(), found);
        if (rows.size() < found.size()) {
            out().printf("The oldest %,d of %,d are shown; --limit 0 shows all.%n", rows.size(), found.size());
        }
    }

    static void printReasons(PrintWriter out, List<DeadLetterEntry> found) {
        Map<String, Long> counts = found.stream()
                .collect(Collectors.groupingBy(DeadLetterEntry::reason, TreeMap::new, Collectors.counting()));
        TextTable summary = new TextTable("reason", "records");
        counts.forEach((reason, count) -> summary.add(TerminalText.line(reason, LONGEST_ID), count));
        summary.print(out);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
